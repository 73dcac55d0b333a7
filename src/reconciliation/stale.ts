import type { Pool } from 'pg';
import { present } from '../kernel/present.ts';

/** A settlement may wait for one chunk: it is made as large as this allows, on whatever machine. */
const CHUNK_MS = 60;
const FEWEST = 500;
const MOST = 10_000;

interface Chunk {
  readonly flagged: number;
  /** The last order that was looked at; null when there is none behind it. */
  readonly reached: string | null;
}

/**
 * Flags the transactions that were sent longer than `staleAfterMs` ago and are not final, each with
 * a reason that a person understands: chunk by chunk, each a commit of its own, so that one that is
 * stopped leaves what it flagged and the next goes on. Answers how many are newly flagged.
 */
export async function flagStale(
  pool: Pool,
  staleAfterMs: number,
  { fewest = FEWEST, most = MOST } = {},
): Promise<number> {
  let flagged = 0;
  let behind: string | null = null;
  let size = fewest;
  do {
    const startedAt = performance.now();
    const { rows } = await pool.query<Chunk>(
      'select flagged, reached from flag_stale($1::interval, $2, $3)',
      [`${staleAfterMs} milliseconds`, behind, size],
    );
    const took = performance.now() - startedAt;
    const chunk: Chunk = present(rows[0], 'chunk');
    flagged += chunk.flagged;
    behind = chunk.reached;
    size = Math.round(Math.min(most, 2 * size, Math.max(fewest, (size * CHUNK_MS) / took)));
  } while (behind !== null);
  return flagged;
}
