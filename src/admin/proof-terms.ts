import type { Equation, ProofItem } from './components/proof/answers.ts';
import type { Words } from './locale/index.ts';

export type Term = Exclude<keyof Equation, 'expected'>;

/** The first equation of the proof, as it is added up. */
export const EQUATION: readonly (readonly [Term, '+' | '−'])[] = [
  ['wallets', '+'],
  ['vaults', '+'],
  ['payoutClearing', '+'],
  ['suspense', '+'],
  ['fees', '−'],
  ['receivable', '−'],
  ['opening', '+'],
  ['corrections', '+'],
];

type Family = Readonly<Record<string, string>>;

/** What explains a part of the gap, in words; the group's own name where it needs none. */
export function itemText(words: Words, item: ProofItem): string {
  const { others } = item;
  const text = labelText(words, item);
  return others === undefined ? text : `${text} · ${words.proof.gap.others(others)}`;
}

/** A break's kind or a direction in words. */
function labelText(words: Words, { kind, label }: Pick<ProofItem, 'kind' | 'label'>): string {
  const labels: Family = { ...words.breaks.kind, ...words.proof.gap.labels };
  return labels[label] ?? words.proof.gap.kinds[kind];
}

export function typeText(words: Words, type: string): string {
  const types: Family = words.words.type;
  return types[type] ?? type;
}
