import type { Locale } from '../../kernel/actor.ts';
import { sentence } from '../../kernel/messages.ts';
import type { Column } from '../definition.ts';
import { wordsFor } from '../locale/index.ts';
import { shownStatus, signOf } from '../shown.ts';

/** A text, whole francs, an instant, or nothing. */
export type Cell = string | bigint | Date | null;

type Params = Readonly<Record<string, unknown>>;

/** A record of a list, with what its relations point to, by the relation's name. */
export interface ListedRecord {
  readonly params: Params;
  readonly related: Readonly<Record<string, Params>>;
}

export interface Speaker {
  readonly locale: Locale;
  /** The payment methods' labels, by id. */
  readonly methods: Readonly<Record<string, string>>;
}

const text = (value: unknown): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);

const francs = (value: unknown): bigint | null =>
  /^-?\d+$/.test(String(value)) ? BigInt(String(value)) : null;

const instant = (value: unknown): Date | null => (value ? new Date(String(value)) : null);

export function wordOf({ locale }: Speaker, family: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (family === 'outcomeReason') return sentence(locale, `suspended_${value}`);
  if (family === 'reason') return sentence(locale, `reason_${value}`);
  const families: Readonly<Record<string, Readonly<Record<string, string>>>> =
    wordsFor(locale).words;
  return families[family]?.[String(value)] ?? String(value);
}

function statusOf(speaker: Speaker, name: string, params: Params): string | null {
  const status = name === 'status' ? shownStatus(params) : text(params[name]);
  if (!status) return null;
  return wordOf(speaker, status === status.toLowerCase() ? 'outcome' : 'status', status);
}

function signed(params: Params, name: string): bigint | null {
  const amount = francs(params[name]);
  return amount !== null && signOf(params) === '−' ? -amount : amount;
}

/** One column of a list as the cells of a file: a person is two of them, name and phone. */
export function cellsOf(column: Column, record: ListedRecord, speaker: Speaker): readonly Cell[] {
  const { name, kind } = column;
  const { params, related } = record;
  const value = params[name];
  switch (kind) {
    case 'who': {
      const person = name === 'self' ? params : (related[name] ?? {});
      return [text(person['fullName'] ?? person['username']), text(person['phone'])];
    }
    case 'amount':
      return [francs(value)];
    case 'signedAmount':
      return [signed(params, name)];
    case 'onItsWay':
      return [francs(params['comingIn']), francs(params['goingOut'])];
    case 'when':
    case 'lock':
      return [instant(value)];
    case 'status':
      return [statusOf(speaker, name, params)];
    case 'operation': {
      const { direction, adjustment } = params;
      if (value === 'ADJUSTMENT') return [wordOf(speaker, 'adjustment', adjustment)];
      return [direction ? wordOf(speaker, 'direction', direction) : wordOf(speaker, 'type', value)];
    }
    case 'role':
      return [wordOf(speaker, 'role', value)];
    case 'word':
      return [
        column.words === 'method'
          ? text(speaker.methods[String(value)] ?? value)
          : wordOf(speaker, column.words ?? '', value),
      ];
    case 'actor':
      return [text(params['who'] ?? params['actorName'])];
    case 'subject':
      return [wordOf(speaker, 'subject', value), text(params['subjectName'])];
    case 'link':
      return [text(related[name]?.['name'] ?? value)];
    default:
      return [text(value)];
  }
}

const NAMES: Partial<Record<Column['kind'], (name: string) => readonly string[]>> = {
  who: (name) => [name, name === 'self' ? 'phone' : 'memberPhone'],
  onItsWay: () => ['comingIn', 'goingOut'],
  subject: (name) => [name, 'subjectName'],
};

/** The heads of the same cells. */
export function headsOf(column: Column, { locale }: Speaker): readonly string[] {
  const { fields, exports } = wordsFor(locale);
  const words: Readonly<Record<string, string>> = { ...fields, ...exports.heads };
  const names = NAMES[column.kind]?.(column.name) ?? [column.name];
  return names.map((name) => words[name] ?? name);
}
