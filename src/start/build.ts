import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildAdminBundle } from '../admin/bundle.ts';
import { isAlive, takeLock } from '../db/process-lock.ts';
import { bundleServer } from './bundle-server.ts';
import { generateClient } from './generate.ts';

export { generateClient } from './generate.ts';

export interface BuildOptions {
  readonly root: string;
  /** dist/<stamp>; it appears whole or not at all. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

/** What a process can be started as; they share what they have in common. */
const ENTRIES = {
  main: 'src/main.ts',
  job: 'src/start/job.ts',
  user: 'src/start/user.ts',
  ledger: 'src/start/ledger.ts',
  sandbox: 'src/getmipay/sandbox/main.ts',
};

/**
 * Builds the console into `folder`, unless another process just did: one build at a time, in a
 * folder of its own that is renamed when whole. Also generates Prisma's client where it is stale.
 */
export async function build({ root, folder, say }: BuildOptions): Promise<void> {
  const dist = dirname(folder);
  mkdirSync(dist, { recursive: true });
  const release = await waitForTurn(join(dist, 'build.lock'), say);
  try {
    const startedAt = performance.now();
    if (generateClient(root)) say("Generated Prisma's client.");
    if (existsSync(folder)) return;
    say('Building the console…');
    const draft = join(dist, `draft-${process.pid}`);
    rmSync(draft, { recursive: true, force: true });
    await Promise.all([
      bundleServer(root, draft, ENTRIES),
      buildAdminBundle(join(draft, 'adminjs'), { compressed: true }),
    ]);
    renameSync(draft, folder);
    removeOld(dist, folder);
    say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  } finally {
    release();
  }
}

async function waitForTurn(file: string, say: BuildOptions['say']): Promise<() => void> {
  for (let told = false; ; told = true) {
    const { release, holder } = takeLock(file);
    if (release) return release;
    if (!told) say(`Another start (process ${holder}) is building; waiting for it…`);
    await sleep(100);
  }
}

/** Removes builds that no living process runs from, and drafts whose maker died. */
function removeOld(dist: string, current: string): void {
  for (const name of readdirSync(dist)) {
    const place = join(dist, name);
    const isDraft = /^draft-\d+$/.test(name);
    const isBuild = /^[0-9a-f]{16}$/.test(name) && name !== basename(current);
    // We hold the lock: whoever left a draft behind is gone.
    if (isDraft || (isBuild && !isUsed(place))) rmSync(place, { recursive: true, force: true });
  }
}

function isUsed(folder: string): boolean {
  return readdirSync(folder).some((name) => {
    const pid = /^used-by-(\d+)$/.exec(name)?.[1];
    return pid !== undefined && isAlive(Number(pid));
  });
}
