import type { EvidenceEvent, EvidenceLine } from './evidence.ts';
import type { Verb } from './kinds.ts';
import type { VerbOffer } from './offers.ts';
import type { BreakRow } from './rows.ts';

/** What GetMiPay says of the operation by what belongs to the break, and where it says so. */
export interface ToldOutcome {
  readonly state: 'completed' | 'failed';
  readonly source: string;
  readonly at: Date;
  /** The statement's file and line; null: a message or an answer. */
  readonly line: { readonly fileName: string; readonly lineNo: number } | null;
}

const isState = (state: string | null): state is ToldOutcome['state'] =>
  state === 'completed' || state === 'failed';

/** The last word on what became of it; null where none belongs to the break, or where they contradict each other. */
export function toldOutcome(
  lines: readonly EvidenceLine[],
  events: readonly EvidenceEvent[],
): ToldOutcome | null {
  const told = [
    ...events.flatMap(({ own, source, state, receivedAt: at }) =>
      own && isState(state) ? [{ state, source, at, line: null }] : [],
    ),
    ...lines.flatMap(({ own, state, occurredAt: at, fileName, lineNo }) =>
      own && isState(state) ? [{ state, source: 'statement', at, line: { fileName, lineNo } }] : [],
    ),
  ];
  return new Set(told.map(({ state }) => state)).size === 1 ? (told.at(-1) ?? null) : null;
}

const SETTLES: Readonly<Partial<Record<Verb, ToldOutcome['state']>>> = {
  mark_completed: 'completed',
  mark_failed: 'failed',
};

/** Where nobody knows what happened, nothing that settles is put forward. */
const UNKNOWN: readonly string[] = ['outcome_unknown', 'gateway_answer'];
const HARMLESS: readonly Verb[] = ['query_again', 'set_aside'];

/**
 * What the main button and the key `r` do: the answer that needs no thought, else the likeliest one; null: a person has
 * to choose. An operation is not settled without a word on what became of it, nor a break ignored where more can be done.
 */
export function mainVerb(
  row: BreakRow,
  offers: readonly VerbOffer[],
  told: ToldOutcome | null,
): Verb | null {
  const standing = offers.filter(({ refused }) => refused === null).map(({ verb }) => verb);
  if (row.plain && HARMLESS.includes(row.plain) && standing.includes(row.plain)) return row.plain;
  if (UNKNOWN.includes(row.kind)) return HARMLESS.find((verb) => standing.includes(verb)) ?? null;
  const founded = standing.filter((verb) => !(verb in SETTLES) || SETTLES[verb] === told?.state);
  const wanted = founded.find((verb) => verb === row.plain) ?? founded[0] ?? null;
  return wanted === 'ignore' && standing.length > 1 ? null : wanted;
}
