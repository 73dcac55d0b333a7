import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from './project-root.ts';

export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly readUrl: string;
}

/** SQLSTATE: the migrations' own table is not there yet. */
const UNDEFINED_TABLE = '42P01';

/** A SQL function of ours, defined by a migration, per role: what that role may touch. */
type Grant = 'grant_app_access' | 'grant_read_access';

/**
 * The migrations of prisma/migrations that this database has not finished. Plain SQL, so that a
 * start with nothing to migrate never runs Prisma's command.
 */
export async function pendingMigrations(ownerUrl: string): Promise<string[]> {
  const folder = join(projectRoot(), 'prisma', 'migrations');
  const wanted = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const done = await withClient(ownerUrl, finishedMigrations);
  return wanted.filter((name) => !done.has(name));
}

/**
 * Applies the pending migrations with `prisma migrate deploy`, then grants the runtime and the
 * reading role what they need. Safe to run twice, and by two processes at once.
 * @throws Error with what the command said
 */
export async function migrate(urls: DatabaseUrls): Promise<void> {
  await deploy(urls.ownerUrl);
  await withClient(urls.ownerUrl, async (client) => {
    await grant(client, 'grant_app_access', urls.appUrl);
    await grant(client, 'grant_read_access', urls.readUrl);
  });
}

async function finishedMigrations(client: pg.Client): Promise<Set<string>> {
  try {
    const { rows } = await client.query<{ name: string }>(
      'select migration_name as name from _prisma_migrations where finished_at is not null',
    );
    return new Set(rows.map((row) => row.name));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return new Set();
    throw error;
  }
}

/** With one URL for everything, the owner already may do all, and there is nothing to grant. */
async function grant(client: pg.Client, by: Grant, url: string): Promise<void> {
  const role = decodeURIComponent(new URL(url).username);
  const { rows } = await client.query<{ owner: boolean; defined: boolean }>(
    'select current_user = $1 as owner, to_regproc($2) is not null as defined',
    [role, by],
  );
  if (rows[0]?.owner || !rows[0]?.defined) return;
  await client.query(`select ${by}($1)`, [role]);
}

function deploy(ownerUrl: string): Promise<void> {
  const root = projectRoot();
  const cli = join(root, 'node_modules', 'prisma', 'build', 'index.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'migrate', 'deploy'], {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: ownerUrl,
        DATABASE_OWNER_URL: ownerUrl,
        // It looks for a newer version of itself, and waits for the answer.
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`prisma migrate deploy failed (exit code ${code}):\n${said.trim()}`));
    });
  });
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
