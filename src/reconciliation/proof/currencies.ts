import type { Queryable } from '../../db/in-transaction.ts';
import type { Currency } from '../../kernel/money.ts';

/** The currencies in which the books hold anything, the usual one first. */
export async function currenciesPosted(db: Queryable): Promise<Currency[]> {
  const { rows } = await db.query<{ currency: Currency }>(
    `select 'XOF' as currency where exists (select from posting where currency = 'XOF')
     union all select 'XAF' where exists (select from posting where currency = 'XAF')`,
  );
  return rows.map(({ currency }) => currency);
}
