import type { Pool } from 'pg';
import { present } from '../kernel/present.ts';

/**
 * Flags the transactions that were sent longer than `staleAfterMs` ago and are not final, each with
 * a reason that a person understands. Answers how many are newly flagged.
 */
export async function flagStale(pool: Pool, staleAfterMs: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select flag_stale($1::interval) as count', [
    `${staleAfterMs} milliseconds`,
  ]);
  return present(rows[0], 'count').count;
}
