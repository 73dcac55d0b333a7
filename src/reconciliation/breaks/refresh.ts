import type { Pool } from 'pg';
import { retryContention } from '../../db/in-transaction.ts';
import { present } from '../../kernel/present.ts';
import type { Dialect } from '../../payments/gateway.ts';

/** A webhook may be faster than the answer that brings its number: so long it is not yet a break. */
const GRACE_MS = 60_000;

/**
 * Opens a break for what does not fit or stays unknown, and closes those whose cause is gone. Moves no money.
 * Answers how many were opened and cleared.
 */
export async function refreshBreaks(
  pool: Pool,
  dialect: Dialect,
  graceMs = GRACE_MS,
): Promise<{ opened: number; cleared: number }> {
  const { rows } = await retryContention(() =>
    pool.query<{ opened: number; cleared: number }>(
      'select r.opened, r.cleared, note_break_check() from refresh_breaks($1::interval, $2) r',
      [`${graceMs} milliseconds`, dialect],
    ),
  );
  return present(rows[0], 'refresh');
}

/** Tries the rules that are on, on every line that stands alone. Answers how many found their transaction. */
export async function rematchLines(pool: Pool): Promise<number> {
  const { rows } = await retryContention(() =>
    pool.query<{ paired: number }>('select rematch_lines() as paired'),
  );
  return present(rows[0], 'rematch').paired;
}
