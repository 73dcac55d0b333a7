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
  if (config.database) return { ...config.database, stop: async () => {} };
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
