import type { Config } from '../config.ts';
import { findEmbedded } from '../db/embedded.ts';
import { takeDataDir } from './data-dir.ts';
import { bringUpToDate, type Databases, openDatabases } from './databases.ts';

/**
 * The database for a command at the terminal: a running console's server is used and left alone;
 * one that we started ourselves is stopped again.
 */
export async function findOrStart(config: Config): Promise<Databases> {
  if (config.database) {
    const databases = await openDatabases(config, console.log);
    await bringUpToDate(databases, console.log);
    return databases;
  }
  const running = await findEmbedded(config.dataDir);
  if (running) return { ...running, stop: async () => {} };
  const giveBack = await takeDataDir(config.dataDir);
  const databases = await openDatabases(config, console.log);
  await bringUpToDate(databases, console.log);
  const stop = async (): Promise<void> => {
    await databases.stop();
    giveBack();
  };
  return { ...databases, stop };
}

/** Runs a command and ends the process with its exit code; what goes wrong is a sentence, and 1. */
export function exitWith(command: Promise<number>): void {
  command.then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
