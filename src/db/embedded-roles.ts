import pg from 'pg';
import type { DatabaseRole, Memory } from './embedded-memory.ts';
import { urlOf } from './embedded-memory.ts';

const ROLES: readonly DatabaseRole[] = ['tontine_owner', 'tontine_app', 'tontine_read'];

/** A list that a person waits for must not hold a connection longer than this. */
const READ_TIMEOUT = '15s';

/**
 * Makes the three roles and the database where they are missing. The owner migrates and is not the
 * role that runs; the reader cannot write at all. What the two may touch is granted by a migration.
 */
export async function ensureRoles(memory: Memory): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(memory, 'postgres', 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select rolname as name from pg_roles union all select datname from pg_database`,
    );
    const known = new Set(rows.map((row) => row.name));
    for (const role of ROLES.filter((name) => !known.has(name))) {
      const password = client.escapeLiteral(memory.passwords[role]);
      await client.query(`create role ${role} login password ${password}`);
    }
    await client.query(`alter role tontine_read set default_transaction_read_only = on`);
    await client.query(`alter role tontine_read set statement_timeout = '${READ_TIMEOUT}'`);
    if (known.has('tontine')) return;
    await client.query('create database tontine owner tontine_owner');
    await client.query('revoke all on database tontine from public');
    await client.query('grant connect on database tontine to tontine_app, tontine_read');
  } finally {
    await client.end();
  }
}

/** Whether the server on the remembered port is the one of this data directory. */
export async function answers(memory: Memory, pgData: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(memory, 'postgres', 'postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    return rows[0]?.folder === pgData;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
