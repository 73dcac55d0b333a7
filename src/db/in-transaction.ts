import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { isContention } from './sqlstate.ts';

/** What a room needs to run SQL: the pool, or the client of an open transaction. */
export interface Queryable {
  query<R extends QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}

const CONTENTION_RETRIES = 5;

/**
 * Runs one statement again while it loses to others: as a deadlock's victim (40P01), or because what it locked was
 * changed before (40001). That is never shown to a person.
 */
export async function retryContention<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isContention(error) || tries >= CONTENTION_RETRIES) throw error;
    }
  }
}

/** Runs `work` in one transaction; one that loses to others is run again from its beginning. */
export function inTransaction<T>(
  pool: Pool,
  work: (tx: PoolClient) => Promise<T>,
  mode = '',
): Promise<T> {
  return retryContention(async () => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(`begin ${mode}`);
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failed: Error) => {
        broken = failed;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  });
}
