import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../db/in-transaction.ts';

/** Runs `work` on one snapshot. Where somebody else was first to write the same row, it runs again and sees theirs. */
export const onOneSnapshot = <T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(pool, work, 'isolation level repeatable read');
