import type { Queryable } from '../../db/in-transaction.ts';

interface Violation {
  readonly name: string;
  readonly broken: string;
}

/** So many sentences of one invariant are enough to know whom it touches. */
const MOST = 100;

/**
 * Opens a break for each broken invariant and tontine that it touches. While one is open nothing new is paid out
 * there; finance and an administrator lift that together. Answers how many are new.
 */
export async function openInvariantBreaks(
  db: Queryable,
  violations: readonly Violation[],
): Promise<number> {
  let opened = 0;
  for (const name of new Set(violations.map((violation) => violation.name))) {
    const broken = violations.filter((one) => one.name === name).map((one) => one.broken);
    const { rows } = await db.query<{ opened: number }>(
      'select open_invariant_breaks($1, $2::text[]) as opened',
      [name, broken.slice(0, MOST)],
    );
    opened += rows[0]?.opened ?? 0;
  }
  return opened;
}
