import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { projectRoot } from '../../src/db/project-root.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { type SeedOptions, seedBooks } from './seed-books.ts';
import { FINANCE, memberName, SEED_PASSWORD, treasurerOf } from './seed-people.ts';

const TRANSACTIONS = 5_000_000;
/** A server that is thrown away when it fails: nothing that it writes has to outlive a crash. */
const CARELESS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '3GB',
  shared_buffers: '1GB',
  autovacuum: 'off',
} as const;

export const seededFolder = (transactions: number): string =>
  join(projectRoot(), '.bench', String(transactions));

const markOf = (folder: string) => join(folder, 'seeded.json');

/** Seeds a folder that has no whole books yet, with a server that does not care for durability, and stops it. */
export async function seedFolder(folder: string, options: SeedOptions): Promise<void> {
  const { log = () => {} } = options;
  if (existsSync(markOf(folder))) {
    const { at } = JSON.parse(readFileSync(markOf(folder), 'utf8')) as { at: string };
    return log(`Seeded already, on ${at}: delete the folder for new ones.`);
  }
  rmSync(folder, { recursive: true, force: true });
  const database = await startEmbedded({ dataDir: folder, log, settings: CARELESS });
  try {
    await migrate(database);
    await seedBooks(database, options);
  } finally {
    await database.stop();
  }
  writeFileSync(markOf(folder), JSON.stringify({ at: systemClock.now().toISOString() }));
}

/** The server of a seeded folder, as it runs in production; the folder is seeded first where it is not. */
export async function openSeeded(
  transactions: number,
  log: (line: string) => void = console.log,
): Promise<EmbeddedDatabase> {
  const folder = seededFolder(transactions);
  await seedFolder(folder, { transactions, log });
  const database = await startEmbedded({ dataDir: folder, log });
  // The books may be older than the newest index.
  await migrate(database);
  return database;
}

/** `npm run bench -- seed [transactions]`: books that stay, and how long they take to be proved. */
export async function benchSeed(): Promise<void> {
  const transactions = Number(process.argv[3] ?? TRANSACTIONS);
  const startedAt = performance.now();
  const database = await openSeeded(transactions);
  const seconds = (performance.now() - startedAt) / 1_000;
  const pool = new pg.Pool({ connectionString: database.readUrl, max: 1 });
  try {
    const { rows } = await pool.query<{ size: string }>(
      'select pg_size_pretty(pg_database_size(current_database())) as size',
    );
    console.log(
      `${transactions} transactions in ${seconds.toFixed(0)} s: ${rows[0]?.size} in ${relative(process.cwd(), seededFolder(transactions))}. ` +
        `Sign in as ${FINANCE}, ${treasurerOf(1)} or ${memberName(0)}, password ${SEED_PASSWORD}.`,
    );
    const provedAt = performance.now();
    const violations = await verifyLedger(pool);
    console.log(`verify-ledger: ${((performance.now() - provedAt) / 1_000).toFixed(0)} s`);
    if (violations.length > 0) throw new Error(violations.map(({ broken }) => broken).join('\n'));
  } finally {
    await pool.end();
    await database.stop();
  }
}
