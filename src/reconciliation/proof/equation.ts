import type { Queryable } from '../../db/in-transaction.ts';
import type { Currency } from '../../kernel/money.ts';

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

/**
 * Sums up to (not including) `at`. A closed day is never summed again: what came after it, or what its snapshot had
 * not seen, is added to its closing sums.
 */
export async function sumsAt(tx: Queryable, currency: Currency, at: Date): Promise<Sums> {
  const base = await lastClosed(tx, currency, at);
  const { rows } = await tx.query<{ kind: string; amount: string }>(
    `select a.kind, sum(p.amount)::text as amount
     from journal j join posting p on p.journal_id = j.id join account a on a.id = p.account_id
     where j.currency = $1 and j.recorded_at < $2 and ${
       base
         ? `(j.recorded_at >= $3 or j.txid::text::bigint >= pg_snapshot_xmin($4::pg_snapshot)::text::bigint
       and not pg_visible_in_snapshot(j.txid, $4::pg_snapshot))`
         : 'true'
     }
     group by 1`,
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
