import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDataDir } from '../db/embedded.ts';
import { takeLock } from '../db/process-lock.ts';

const PATIENCE_TRIES = 15;

/**
 * Makes DATA_DIR and takes it for this process alone: two consoles on one embedded database would
 * stop it under each other. Answers the function that gives it back.
 * @throws Error that names the process which has it
 */
export async function takeDataDir(dataDir: string): Promise<() => void> {
  makeDataDir(dataDir);
  const file = join(dataDir, 'console.lock');
  let { release, holder } = takeLock(file);
  // One that was killed this very moment may take a while to be gone.
  for (let tries = 0; !release && tries < PATIENCE_TRIES; tries += 1) {
    await sleep(100);
    ({ release, holder } = takeLock(file));
  }
  if (release) return release;
  throw new Error(
    `Another console (process ${holder}) already runs on ${dataDir}. ` +
      'Stop it, or start this one with another DATA_DIR and PORT.',
  );
}

/** Where the heads of the seal are kept outside the database. */
export const anchorsFileIn = (dataDir: string): string => join(dataDir, 'seal', 'heads.log');

/** Where statements are dropped, and kept once they are imported. */
export const statementsIn = (dataDir: string): string => join(dataDir, 'statements');

/** The demo's session secret: random, remembered so that people stay signed in over a restart. */
export function rememberedSecret(dataDir: string): string {
  makeDataDir(dataDir);
  const file = join(dataDir, 'session-secret');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}
