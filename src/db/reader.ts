import type { Pool, QueryResultRow } from 'pg';

/** `each`: planned for its values each time; `once`: its values change nothing of how it is best read. */
export type Planned = 'each' | 'once';

/** Runs one statement that only reads, and answers its rows. */
export type Read = <Row extends QueryResultRow>(
  text: string,
  values?: readonly unknown[],
  planned?: Planned,
) => Promise<Row[]>;

/** Each connection of the pool keeps as many parsed texts: the usual questions, not every pair of filters. */
const MOST_KEPT = 200;
const MOST_SEEN = 1_000;

/**
 * Reads by statements of our own: through Prisma each costs this process several times as much. A text that comes
 * again is kept parsed on its connection; what is planned once has connections of its own.
 */
export function createReader(each: Pool, once = each): Read {
  const pools: Readonly<Record<Planned, Pool>> = { each, once };
  const seen = new Set<string>();
  const names = new Map<string, string>();

  function named(text: string): { name?: string } {
    if (!names.has(text) && names.size < MOST_KEPT) {
      if (seen.delete(text)) names.set(text, `read-${names.size}`);
      else if (seen.size < MOST_SEEN) seen.add(text);
      else seen.clear();
    }
    const name = names.get(text);
    return name ? { name } : {};
  }

  return async <Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
    planned: Planned = 'each',
  ) => {
    const query = { text, values: [...values], ...named(text) };
    const { rows } = await pools[planned].query<Row>(query);
    return rows;
  };
}
