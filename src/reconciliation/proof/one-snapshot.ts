import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../db/in-transaction.ts';
import { SQLSTATE, sqlstateOf } from '../../db/sqlstate.ts';

const RETRIES = 5;

/** Runs `work` on one snapshot. Where somebody else was first to write the same row, it runs again and sees theirs. */
export async function onOneSnapshot<T>(
  pool: Pool,
  work: (tx: PoolClient) => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await inTransaction(pool, work, 'isolation level repeatable read');
    } catch (error) {
      if (sqlstateOf(error) !== SQLSTATE.serializationFailure || tries >= RETRIES) throw error;
    }
  }
}
