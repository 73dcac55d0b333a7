import type { Queryable } from '../../db/in-transaction.ts';
import type { Currency } from '../../kernel/money.ts';
import { unseenBy } from './unseen.ts';

/** The sums of the accounts by kind at an instant, whole francs as posted. */
export type Sums = Readonly<Record<string, bigint>>;

/** `books.md`, "Proof", in decimal digits of whole francs; fees and receivable shown negated. */
export interface Equation {
  readonly wallets: string;
  readonly vaults: string;
  readonly payoutClearing: string;
  readonly suspense: string;
  readonly fees: string;
  readonly receivable: string;
  readonly opening: string;
  readonly corrections: string;
  /** What the gateway should hold. */
  readonly expected: string;
}

interface Base {
  readonly endsAt: Date;
  readonly snapshot: string;
  readonly closing: Readonly<Record<string, string>>;
}

const ALL = 'select j.id from journal j where j.currency = $1 and j.recorded_at < $2';

/** Apart, so that each reads by its own index. The second: what was in flight when the day was closed. */
const SINCE = `
  select j.id from journal j where j.currency = $1 and j.recorded_at >= $3 and j.recorded_at < $2
  union all
  select j.id from journal j where j.currency = $1 and j.recorded_at < $3 and ${unseenBy('$4')}`;

/**
 * Sums up to (not including) `at`. A closed day is never summed again: what came after it, or what its snapshot had
 * not seen, is added to its closing sums.
 */
export async function sumsAt(tx: Queryable, currency: Currency, at: Date): Promise<Sums> {
  const base = await lastClosed(tx, currency, at);
  const { rows } = await tx.query<{ kind: string; amount: string }>(
    `with counted as (${base ? SINCE : ALL})
     select a.kind, sum(p.amount)::text as amount
     from counted c join posting p on p.journal_id = c.id join account a on a.id = p.account_id group by 1`,
    base ? [currency, at, base.endsAt, base.snapshot] : [currency, at],
  );
  const sums: Record<string, bigint> = {};
  for (const [kind, amount] of Object.entries(base?.closing ?? {})) sums[kind] = BigInt(amount);
  for (const { kind, amount } of rows) sums[kind] = (sums[kind] ?? 0n) + BigInt(amount);
  return sums;
}

async function lastClosed(tx: Queryable, currency: Currency, at: Date): Promise<Base | null> {
  const { rows } = await tx.query<Base>(
    `select ends_at as "endsAt", snapshot, report -> 'closing' as closing from proof_day
     where currency = $1 and closed_at is not null and ends_at <= $2 order by day desc limit 1`,
    [currency, at],
  );
  return rows[0] ?? null;
}

/** The first equation of the proof, from the sums of the accounts: what the gateway should hold. */
export function equationOf(sums: Sums): Equation {
  const of = (kind: string) => sums[kind] ?? 0n;
  const expected = Object.entries(sums).reduce(
    (sum, [kind, amount]) => (kind === 'gateway_float' ? sum : sum + amount),
    0n,
  );
  return {
    wallets: String(of('wallet')),
    vaults: String(of('vault')),
    payoutClearing: String(of('payout_clearing')),
    suspense: String(of('suspense')),
    fees: String(-of('fees')),
    receivable: String(-of('receivable')),
    opening: String(of('opening')),
    corrections: String(of('corrections')),
    expected: String(expected),
  };
}
