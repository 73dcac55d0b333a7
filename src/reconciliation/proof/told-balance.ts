import type { Queryable } from '../../db/in-transaction.ts';
import type { BusinessDay } from './day.ts';

/** The end balances of the operators' statements, added up. */
export interface ToldBalance {
  /** Whole francs in decimal digits. */
  readonly amount: string;
  /** Of how many statements, one of each method. */
  readonly statements: number;
}

/** Of several statements of one method the same counts as in the proof by method. */
const ENDS = `
  select distinct on (f.method) f.method, l.balance from statement_file f
  join lateral (select x.balance from statement_line x where x.id between f.first_line_id and f.last_line_id and x.balance is not null
    and x.state = 'completed' and x.occurred_at < $2 order by x.occurred_at desc, x.line_no desc limit 1) l on true
  where f.state = 'MATCHED' and f.currency = $1 and f.method is not null and f.covers_from < $2 and f.covers_to >= $2
  order by f.method, f.series, f.covers_from desc`;

/** What the operators held at the end of a day by their own statements; null where they do not tell of every method that was ever used. */
export async function toldBalance(
  tx: Queryable,
  { currency, endsAt }: BusinessDay,
): Promise<ToldBalance | null> {
  const { rows } = await tx.query<{ method: string; balance: string }>(
    `select method, balance::text as balance from (${ENDS}) told`,
    [currency, endsAt],
  );
  if (rows.length === 0) return null;
  const { rows: others } = await tx.query(
    `select from transaction t where t.currency = $1 and t.settled_at < $2 and t.status = 'COMPLETED' and t.method <> all ($3) limit 1`,
    [currency, endsAt, rows.map(({ method }) => method)],
  );
  if (others.length > 0) return null;
  const amount = rows.reduce((sum, { balance }) => sum + BigInt(balance), 0n);
  return { amount: String(amount), statements: rows.length };
}
