/** What can be wrong, the strongest word first where one defect shows as several (`kind_rank` in SQL). */
const BREAK_KINDS = [
  'double_funded',
  'duplicate',
  'conflicting_event',
  'event_mismatch',
  'amount_mismatch',
  'status_conflict',
  'missed_delivery',
  'fee_difference',
  'missing_at_gateway',
  'gateway_answer',
  'outcome_unknown',
  'unknown_reference',
  'missing_in_ledger',
  'proof_gap',
  'invariant_broken',
] as const;

export type BreakKind = (typeof BREAK_KINDS)[number];

/** What people call a break: its kind, but a deposit that nobody paid is no lost outcome (`break_name` in SQL). */
export const BREAK_NAMES = [...BREAK_KINDS, 'deposit_unpaid'] as const;

export type BreakName = (typeof BREAK_NAMES)[number];

/** The name of a break as SQL. */
export const NAME_SQL = 'break_name(b.kind, b.flow, b.reason)';

/** The instant that a break's age counts from, as SQL: what happened, or else when it was seen. */
export const SINCE_SQL = 'coalesce(b.occurred_at, b.opened_at)';

/** How long ago it happened; the order of the dashboard's bars. */
export const AGES = ['<15m', '<1h', '<24h', '<3d', 'older'] as const;

export type AgeBucket = (typeof AGES)[number];

/** The bounds of each age as SQL intervals: at least, less than. A statement's clock may be ahead of ours: no least. */
export const AGE_BOUNDS: Readonly<Record<AgeBucket, readonly [string | null, string | null]>> = {
  '<15m': [null, '15 minutes'],
  '<1h': ['15 minutes', '1 hour'],
  '<24h': ['1 hour', '24 hours'],
  '<3d': ['24 hours', '3 days'],
  older: ['3 days', null],
};

const since = (ago: string) => `(select db_now() - interval '${ago}')`;

/** The age of a break as SQL; each bound is worked out once, not for every row. */
export const AGE_SQL = `case when ${SINCE_SQL} > ${since('15 minutes')} then '<15m' when ${SINCE_SQL} > ${since('1 hour')} then '<1h'
  when ${SINCE_SQL} > ${since('24 hours')} then '<24h' when ${SINCE_SQL} > ${since('3 days')} then '<3d' else 'older' end`;

export type Flow = 'deposit' | 'payout' | null;

export const VERBS = [
  'mark_completed',
  'mark_failed',
  'match_line',
  'apply_event',
  'post_suspense',
  'write_off',
  'reverse',
  'release_hold',
  'collect',
  'ignore',
  'query_again',
  'set_aside',
] as const;

export type Verb = (typeof VERBS)[number];

export const isVerb = (text: unknown): text is Verb => VERBS.some((verb) => verb === text);
