import type { Queryable } from '../../db/in-transaction.ts';
import { present } from '../../kernel/present.ts';
import type { BusinessDay } from './day.ts';
import { type Equation, equationOf, sumsAt } from './equation.ts';
import { gapBreakAt, itemsAt, type ProofItem } from './items.ts';
import { type LateFact, lateFacts, type MethodProof, methodsOf } from './methods.ts';
import { type Candidate, debitedAhead, type OnTheirWay, onTheirWayAt } from './on-their-way.ts';
import { type ToldBalance, toldBalance } from './told-balance.ts';

/** Amounts are whole francs in decimal digits. */
export interface ProofReport {
  readonly day: string;
  readonly currency: string;
  readonly state: 'open' | 'closed';
  readonly closedByName: string | null;
  readonly closedAt: Date | null;
  /** Of the frozen report, in hex. */
  readonly sha256: string | null;
  /** The instant of the equation: the reading's, or the end of the day (now, while it lasts). */
  readonly at: Date;
  readonly equation: Equation;
  readonly balance: {
    readonly amount: string;
    readonly source: 'queried' | 'typed';
    /** When the gateway held it; a typed one is of the end of the day. */
    readonly at: Date;
    /** When it was asked or typed in. */
    readonly recordedAt: Date;
    readonly byName: string | null;
  } | null;
  /** Without a balance: what the operators' statements tell together, where they tell of every method. */
  readonly told: ToldBalance | null;
  /** What the gateway has more than our books say. */
  readonly gap: string | null;
  readonly items: readonly ProofItem[];
  readonly unexplained: string | null;
  readonly methods: readonly MethodProof[];
  /** While the day lasts its methods are told up to the equation's instant; null: the whole day. */
  readonly methodsUntil: Date | null;
  readonly late: readonly LateFact[];
  readonly onTheirWay: OnTheirWay;
  /** The sums of every kind of account at the end of the day: where the next day begins. */
  readonly closing: Readonly<Record<string, string>>;
}

/**
 * The proof of one day, from one snapshot: call it in a REPEATABLE READ transaction. A closed day answers its frozen
 * report.
 */
export async function proofOf(tx: Queryable, day: BusinessDay): Promise<ProofReport> {
  return (await frozen(tx, day)) ?? compute(tx, day);
}

async function frozen(tx: Queryable, { day, currency }: BusinessDay): Promise<ProofReport | null> {
  const { rows } = await tx.query<{
    report: ProofReport;
    sha256: string;
    closedAt: Date;
    name: string;
  }>(
    `select d.report, encode(d.report_sha256, 'hex') as sha256, d.closed_at as "closedAt", u.full_name as name
     from proof_day d join app_user u on u.id = d.closed_by where d.day = $1 and d.currency = $2 and d.closed_at is not null`,
    [day, currency],
  );
  const found = rows[0];
  if (!found) return null;
  const { report } = found;
  return {
    ...report,
    at: new Date(report.at),
    balance: report.balance && {
      ...report.balance,
      at: new Date(report.balance.at),
      recordedAt: new Date(report.balance.recordedAt ?? report.balance.at),
    },
    state: 'closed',
    closedByName: found.name,
    closedAt: found.closedAt,
    sha256: found.sha256,
  };
}

/** The report of a day as it adds up now, whether it is closed or not; whole francs. Wants REPEATABLE READ. */
export async function compute(tx: Queryable, business: BusinessDay): Promise<ProofReport> {
  const { day, currency, endsAt } = business;
  const balance = await lastReading(tx, business);
  const { rows } = await tx.query<{ at: Date; lasts: boolean }>(
    'select least($1::timestamptz, db_now()) as at, $1::timestamptz > db_now() as lasts',
    [endsAt],
  );
  const now = present(rows[0], 'now');
  const at = balance?.at ?? now.at;
  const equation = equationOf(await sumsAt(tx, currency, at));
  const gap = balance ? BigInt(balance.amount) - BigInt(equation.expected) : null;
  const way = await onTheirWayAt(tx, currency, at);
  const items = await explanations(tx, business, at, gap, way.candidates);
  const explained = sumOf(items);
  const closing = await sumsAt(tx, currency, endsAt);
  return {
    day,
    currency,
    state: 'open',
    closedByName: null,
    closedAt: null,
    sha256: null,
    at,
    equation,
    balance,
    told: balance ? null : await toldBalance(tx, business),
    gap: gap === null ? null : String(gap),
    items,
    unexplained: gap === null ? null : String(gap - explained),
    methods: await methodsOf(tx, now.lasts ? { ...business, endsAt: at } : business),
    methodsUntil: now.lasts ? at : null,
    late: await lateFacts(tx, business),
    onTheirWay: way.shown,
    closing: Object.fromEntries(Object.entries(closing).map(([kind, sum]) => [kind, String(sum)])),
  };
}

const sumOf = (items: readonly ProofItem[]): bigint =>
  items.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

/** The day's own break stands for what nothing else explains: payouts on their way are looked for as if it were not there. */
async function explanations(
  tx: Queryable,
  business: BusinessDay,
  at: Date,
  gap: bigint | null,
  candidates: readonly Candidate[],
): Promise<ProofItem[]> {
  const { currency } = business;
  const items = await itemsAt(tx, currency, at);
  if (gap === null) return items;
  const others = sumOf(items) - (await gapBreakAt(tx, business, at));
  return [...items, ...debitedAhead(others - gap, candidates)];
}

/** What the gateway was last said to hold for a day; null: nobody asked, nor typed it in. */
export async function lastReading(
  tx: Queryable,
  { day, currency }: BusinessDay,
): Promise<ProofReport['balance']> {
  const { rows } = await tx.query<NonNullable<ProofReport['balance']>>(
    `select r.amount::text as amount, r.source, r.at, r.recorded_at as "recordedAt", u.full_name as "byName"
     from balance_reading r left join app_user u on u.id = r.by_id
     where r.day = $1 and r.currency = $2 order by r.recorded_at desc, r.id desc limit 1`,
    [day, currency],
  );
  return rows[0] ?? null;
}
