import type { Pool, QueryResultRow } from 'pg';

/** Runs one statement that only reads, and answers its rows. */
export type Read = <Row extends QueryResultRow>(
  text: string,
  values?: readonly unknown[],
) => Promise<Row[]>;

/** Each connection of the pool keeps as many parsed texts: the usual questions, not every pair of filters. */
const MOST_KEPT = 200;
const MOST_SEEN = 1_000;

/**
 * Reads by statements of our own: through Prisma each costs this process several times as much. A text that comes
 * again is kept parsed on its connection, and planned for its values each time.
 */
export function createReader(pool: Pool): Read {
  const seen = new Set<string>();
  const names = new Map<string, string>();

  function nameOf(text: string): string | undefined {
    if (!names.has(text) && names.size < MOST_KEPT) {
      if (seen.delete(text)) names.set(text, `read-${names.size}`);
      else if (seen.size < MOST_SEEN) seen.add(text);
      else seen.clear();
    }
    return names.get(text);
  }

  return async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) => {
    const name = nameOf(text);
    const { rows } = await pool.query<Row>({ text, values: [...values], ...(name && { name }) });
    return rows;
  };
}
