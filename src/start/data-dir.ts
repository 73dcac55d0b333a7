import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataDir } from '../db/embedded.ts';
import { takeLock } from '../db/process-lock.ts';

/**
 * Makes DATA_DIR and takes it for this process alone: two consoles on one embedded database would
 * stop it under each other. Answers the function that gives it back.
 * @throws Error that names the process which has it
 */
export function takeDataDir(dataDir: string): () => void {
  makeDataDir(dataDir);
  const { release, holder } = takeLock(join(dataDir, 'console.lock'));
  if (release) return release;
  throw new Error(
    `Another console (process ${holder}) already runs on ${dataDir}. ` +
      'Stop it, or start this one with another DATA_DIR and PORT.',
  );
}

/** The demo's session secret: random, remembered so that people stay signed in over a restart. */
export function rememberedSecret(dataDir: string): string {
  makeDataDir(dataDir);
  const file = join(dataDir, 'session-secret');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}
