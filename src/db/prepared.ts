import type { Pool, QueryResultRow } from 'pg';

/** What a figure is read with: a pool, or one that remembers its statements. */
export interface Asking {
  query<R extends QueryResultRow>(sql: string, values: unknown[]): Promise<{ rows: R[] }>;
}

const names = new Map<string, string>();

/** The same text has the same name on every connection of this process. */
function nameOf(sql: string): string {
  const name = names.get(sql) ?? `kept_${names.size}`;
  names.set(sql, name);
  return name;
}

/**
 * Statements that are asked again and again, parsed and planned once on each connection: where little is read, planning
 * costs more than reading. Only for texts that are few, and whose plan no value would change.
 */
export const prepared = (pool: Pool): Asking => ({
  query: (text, values) => pool.query({ name: nameOf(text), text, values }),
});
