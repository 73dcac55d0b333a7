import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Queryable } from '../../src/db/in-transaction.ts';
import { sealJournals } from '../../src/ledger/seal.ts';

/** One movement between accounts of the house, as the owner: it takes no lock that another one waits for. */
export const postOne = (db: Queryable, amount = 10): Promise<unknown> =>
  db.query(
    `select post(array[('OPENING', null, 1, 'XOF', system_account('opening', 'XOF'), system_account('gateway_float', 'XOF'), $1, null)::movement])`,
    [amount],
  );

/** What the chain holds and what the books hold. */
export async function counts(db: Queryable): Promise<{ sealed: number; journals: number }> {
  const { rows } = await db.query<{ sealed: number; journals: number }>(
    `select coalesce((select sum(count) from seal), 0)::int as sealed, (select count(*)::int from journal) as journals`,
  );
  return rows[0]!;
}

/** Seals until nothing is left: a transaction of another test, in another database, may hold it up for a moment. */
export async function sealAll(pool: pg.Pool, perBlock?: number): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    await sealJournals(pool, perBlock === undefined ? {} : { perBlock });
    const { sealed, journals } = await counts(pool);
    if (sealed === journals) return;
    await sleep(20);
  }
  throw new Error('Journals stay unsealed.');
}

/** Acts in the owner's transaction with every rule of the tables off, as who owns the server could; nothing is kept. */
export async function tamper<T>(
  owner: pg.Pool,
  act: (tx: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const tx = await owner.connect();
  try {
    await tx.query('begin');
    for (const table of ['journal', 'posting', 'seal', 'wallet', 'transaction']) {
      await tx.query(`alter table ${table} disable trigger user`);
    }
    return await act(tx);
  } finally {
    await tx.query('rollback');
    tx.release();
  }
}
