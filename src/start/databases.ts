import pg from 'pg';
import type { Config } from '../config.ts';
import { type EmbeddedDatabase, startEmbedded } from '../db/embedded.ts';
import { type DatabaseUrls, migrate, pendingMigrations } from '../db/migrate.ts';

export interface Databases extends DatabaseUrls {
  /** Stops the embedded server; nothing to do for a server of yours. */
  stop(): Promise<void>;
}

/** The database that the configuration names, or the embedded one, running. */
export async function openDatabases(
  config: Config,
  say: (line: string) => void,
): Promise<Databases> {
  if (config.database) {
    await expectDatabase('DATABASE_URL', config.database.appUrl);
    await expectDatabase('DATABASE_OWNER_URL', config.database.ownerUrl);
    return { ...config.database, stop: async () => {} };
  }
  const embedded: EmbeddedDatabase = await startEmbedded({ dataDir: config.dataDir, log: say });
  return embedded;
}

/** Brings the schema up to date; runs Prisma's command only where something is pending. */
export async function bringUpToDate(
  urls: DatabaseUrls,
  say: (line: string) => void,
): Promise<void> {
  const pending = await pendingMigrations(urls.ownerUrl);
  if (pending.length === 0) return;
  say(`Applying ${pending.length} ${pending.length === 1 ? 'migration' : 'migrations'}…`);
  await migrate(urls);
}

/** @throws Error that names the variable whose database cannot be reached, without its password */
async function expectDatabase(variable: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${variable} must name a PostgreSQL that answers (${why}).`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}
