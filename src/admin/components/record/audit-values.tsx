import React from 'react';
import { Link } from 'react-router-dom';
import { reasonTexts } from '../approvals/waiting.ts';
import { instant } from '../kit/format.ts';
import { methodName, recordUrl, word, words } from '../kit/page-data.ts';
import { Amount, Phone } from '../kit/values.tsx';

type Facts = Readonly<Record<string, unknown>>;

export interface Change {
  readonly name: string;
  readonly was: unknown;
  readonly is: unknown;
}

const factsOf = (value: unknown): Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : {};

/** Each fact that an entry names, once, in the order in which it names them. */
export function changesIn(before: unknown, after: unknown): readonly Change[] {
  const was = factsOf(before);
  const is = factsOf(after);
  const names = new Set([...Object.keys(is), ...Object.keys(was)]);
  return [...names].map((name) => ({ name, was: was[name], is: is[name] }));
}

const AMOUNTS: readonly string[] = ['amount', 'balance', 'approval_above'];
const FAMILIES: Readonly<Record<string, string>> = {
  status: 'status',
  role: 'role',
  locale: 'locale',
  kind: 'kind',
};
const POINTS_TO: Readonly<Record<string, string>> = {
  walletId: 'Wallet',
  transactionId: 'Transaction',
  vaultId: 'Vault',
  userId: 'User',
  tontineId: 'Tontine',
};
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** `wave:payout` → "Wave (Retraits)" */
function methodOff(text: string): string {
  const [method = '', direction] = text.split(':');
  const way = direction === 'payout' ? words.dashboard.payouts : words.dashboard.deposits;
  return `${methodName(method)} (${way})`;
}

function listText(name: string, values: readonly unknown[]): string {
  const texts = values.map(String);
  if (name === 'approvalReasons') return reasonTexts(texts).join(' ; ');
  return (name === 'methods_off' ? texts.map(methodOff) : texts).join(', ');
}

/** One fact of an audit entry as a person reads it: amounts, dates and choices in their own words. */
export function FactValue({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined || value === '') return <span>{words.audit.none}</span>;
  if (typeof value === 'boolean') return <span>{value ? words.audit.yes : words.audit.no}</span>;
  if (Array.isArray(value)) return <span>{listText(name, value) || words.audit.none}</span>;
  if (typeof value === 'object') return <code>{JSON.stringify(value)}</code>;
  const text = String(value);
  if (AMOUNTS.includes(name) && /^\d+$/.test(text)) return <Amount value={text} />;
  if (name === 'phone') return <Phone value={text} />;
  if (name === 'method') return <span>{methodName(text)}</span>;
  const target = POINTS_TO[name];
  if (target) return <Link to={recordUrl(target, text)}>{words.audit.see}</Link>;
  if (INSTANT.test(text)) return <time dateTime={text}>{instant(text)}</time>;
  return <span className="prose">{word(FAMILIES[name] ?? '', text)}</span>;
}
