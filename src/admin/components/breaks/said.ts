import { sentence } from '../../../kernel/messages.ts';
import { groupThousands } from '../../../kernel/money.ts';
import { francs, instant, moment, phoneText } from '../kit/format.ts';
import { locale, word, words } from '../kit/page-data.ts';
import type { BreakRow, BreakStory, Details, Flow, Verb } from './answers.ts';
import type { ToldOutcome } from './evidence-answers.ts';

/** As many as the server counts, or fewer of those that it searched. */
const COUNTED = 10_000;

export const countText = (count: number, isLeast = count >= COUNTED): string =>
  groupThousands(String(Math.min(count, COUNTED))) + (isLeast ? '+' : '');

/** When breaks were last looked for, or that nobody looked yet. */
export const checkedText = (checkedAt: string | null): string =>
  checkedAt ? words.breaks.checked(moment(checkedAt)) : words.breaks.neverChecked;

/** That nothing is open, as far as anybody has looked. */
export const noneText = (checkedAt: string | null): string =>
  checkedAt ? `${words.breaks.empty.open} ${checkedText(checkedAt)}` : words.breaks.neverChecked;

export const breaksText = (count: number, isLeast?: boolean): string =>
  words.breaks.count(countText(count, isLeast));

/** What is at stake in that many; where not all are counted, it is more than that. */
export const sumText = (count: number, value: string, isLeast = count >= COUNTED): string =>
  isLeast ? words.breaks.moreThan(francs(value)) : francs(value);

export const kindText = (kind: string): string => {
  const kinds: Readonly<Record<string, string>> = words.breaks.kind;
  return kinds[kind] ?? kind;
};

export const verbText = (verb: Verb): string => words.breakActs.verb[verb];

export const flowText = (flow: Flow): string => words.breaks.flows[flow ?? 'other'];

/** Whose break it is: a person, else a phone, else what the gateway calls it. */
export const whoIn = ({ memberName, phone, reference }: BreakRow): string =>
  memberName ?? (phone ? phoneText(phone) : (reference ?? words.breaks.nobody));

/** The line under the name: what the name does not say already. */
export const underWho = ({ memberName, phone, reference }: BreakRow): string | null =>
  memberName || phone ? (reference ?? (memberName && phone ? phoneText(phone) : null)) : null;

export const valueIn = ({ value }: BreakRow): string => francs(value);

/** What several have at stake together, in whole francs. */
export const sumOf = (rows: readonly BreakRow[]): string =>
  String(rows.reduce((sum, { value }) => sum + BigInt(value), 0n));

const isWhole = (value: unknown): boolean => /^-?\d+$/.test(String(value));

const placed = (value: unknown): string => {
  const text = String(value ?? '');
  return isWhole(text)
    ? `${text.startsWith('-') ? '−' : ''}${groupThousands(text.replace('-', ''))}`
    : text;
};

/** A sentence of a family of codes with its places filled; null where nobody wrote one. */
function filled(
  family: Readonly<Record<string, string>>,
  code: string,
  details: Details,
): string | null {
  const template = family[code];
  return template?.replace(/\{(\w+)\}/g, (_all, name: string) => placed(details[name])) ?? null;
}

export const candidateText = (code: string, details: Details): string | null =>
  filled(words.breaks.candidate, code, details);

export const effectText = (code: string, details: Details): string | null =>
  filled(words.breakActs.effect, code, details);

/** Why a verb is chosen, as far as the evidence says it; empty where only a person can. */
export function reasonText(verb: Verb, told: ToldOutcome | null): string {
  const settles = { mark_completed: 'completed', mark_failed: 'failed' } as const;
  const state = verb === 'mark_completed' || verb === 'mark_failed' ? settles[verb] : null;
  if (!state || told?.state !== state) return words.breakActs.reason[verb];
  const said = words.breakActs.told;
  const outcome = word('outcome', state);
  if (told.line) return said.line(told.line.fileName, told.line.lineNo, outcome);
  return (told.source === 'status_query' ? said.answer : said.message)(instant(told.at), outcome);
}

/** Codes of one cause stand in different lists of sentences, by who gave it. */
const CAUSES: Readonly<Record<string, string>> = {
  unknown_reference: 'suspended',
  event_mismatch: 'suspended',
  conflicting_event: 'suspended',
  double_funded: 'suspended',
  outcome_unknown: 'stale',
  gateway_answer: 'warning',
};

/** Why both sides differ: what the kind means, and the finer cause where there is one. */
export function whyText({ row, difference }: BreakStory): readonly string[] {
  const why: Readonly<Record<string, string>> = words.breaks.why;
  // What its name says needs no finer cause.
  const isNamed = row.name !== row.kind;
  const family = CAUSES[row.kind];
  const cause =
    family && difference.reason && !isNamed
      ? sentence(locale, `${family}_${difference.reason}`)
      : null;
  return [why[difference.why] ?? why[row.kind] ?? '', cause ?? ''].filter(Boolean);
}
