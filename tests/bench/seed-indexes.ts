import type pg from 'pg';

/** In the order in which their indexes are built. */
const LARGE = [
  'posting',
  'journal',
  'transaction',
  'webhook_event',
  'webhook_outcome',
  'audit_entry',
  'queue_entry',
  'transaction_search',
];

/** What sealing needs while the rows still come: in the order of time, they cost little. */
const KEPT = ['journal_pkey', 'journal_txid_brin', 'posting_pkey'];

/**
 * The indexes of the large tables stop being kept, without losing their definitions or the constraints that stand on
 * them, until each is built once from its whole table. For a superuser, and a database that nobody uses.
 * @returns their names, in the order in which they are built best
 */
export async function restIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; of: string }>(
    `update pg_index i set indisready = false, indisvalid = false from pg_class t
     where t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace and t.relname = any($1)
       and i.indexrelid <> all ($2::text[]::regclass[])
     returning i.indexrelid::regclass::text as name, t.relname as of`,
    [LARGE, KEPT],
  );
  return rows.sort((a, b) => LARGE.indexOf(a.of) - LARGE.indexOf(b.of)).map(({ name }) => name);
}
