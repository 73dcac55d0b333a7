import type { Pool } from 'pg';

/**
 * Runs `work` only where no other process runs a job of this name; answers null where one does.
 * A session's advisory lock dies with its process: one killed while it holds it blocks nobody.
 */
export async function alone<T>(pool: Pool, job: string, work: () => Promise<T>): Promise<T | null> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ won: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 1)) as won',
      [job],
    );
    if (!rows[0]?.won) return null;
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 1))', [job]);
    }
  } finally {
    client.release();
  }
}
