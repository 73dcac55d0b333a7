import type pg from 'pg';

/** In the order in which their indexes are built: the one that takes longest early, once its table is filled. */
const LARGE = [
  'posting',
  'transaction_search',
  'journal',
  'transaction',
  'webhook_event',
  'webhook_outcome',
  'audit_entry',
  'queue_entry',
];

/**
 * The indexes of the large tables stop being kept, without losing their definitions or the constraints that stand on
 * them, until each is built once from its whole table. For a superuser, and a database that nobody uses.
 * @returns their names, in the order in which they are built best
 */
export async function restIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; of: string }>(
    `update pg_index i set indisready = false, indisvalid = false from pg_class t
     where t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace and t.relname = any($1)
     returning i.indexrelid::regclass::text as name, t.relname as of`,
    [LARGE],
  );
  return rows.sort((a, b) => LARGE.indexOf(a.of) - LARGE.indexOf(b.of)).map(({ name }) => name);
}
