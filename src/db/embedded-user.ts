import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The ordinary user that runs the server when the console itself runs as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const OUR_USER = 'tontine-postgres';

/**
 * PostgreSQL refuses to run as root. Answers null for an ordinary user (the server runs as them),
 * else the owner of an existing data directory, `postgres`, a user made for it, or `nobody`.
 */
export function chooseServerUser(pgData: string): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(join(pgData, 'PG_VERSION'))) {
    const { uid, gid } = statSync(pgData);
    if (uid !== 0) return { uid, gid };
  }
  const found = lookUp('postgres') ?? lookUp(OUR_USER) ?? makeUser() ?? lookUp('nobody');
  if (!found) {
    throw new Error(
      'PostgreSQL cannot run as root, and there is no ordinary user to run it: create one named postgres.',
    );
  }
  return found;
}

/** Whether that user can enter a folder; asked of the system, since modes are not the whole story. */
export function canEnter(user: ServerUser | null, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/' }).status === 0;
}

function makeUser(): ServerUser | null {
  // Debian's and Red Hat's command, then Alpine's.
  const made =
    spawnSync('useradd', ['--system', '--no-create-home', OUR_USER]).status === 0 ||
    spawnSync('adduser', ['-S', '-D', '-H', OUR_USER]).status === 0;
  return made ? lookUp(OUR_USER) : null;
}

function lookUp(name: string): ServerUser | null {
  const uid = idOf('-u', name);
  const gid = idOf('-g', name);
  return uid && gid ? { uid, gid } : null;
}

/** Null as well for 0: a user that is root under another name is of no use here. */
function idOf(flag: '-u' | '-g', name: string): number | null {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout.trim()) || null : null;
}
