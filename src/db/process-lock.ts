import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

export interface ProcessLock {
  /** Null: another living process holds it, and `holder` is its pid. */
  readonly release: (() => void) | null;
  readonly holder: number;
}

/**
 * Takes a lock file that dies with its process: a holder that no longer lives, or whose pid now
 * belongs to another process, does not count. Never waits.
 */
export function takeLock(file: string): ProcessLock {
  const mine = `${process.pid} ${birthOf(process.pid)}`;
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // link() either makes the whole file appear or fails: nobody reads a half-written lock.
        linkSync(draft, file);
        return { holder: process.pid, release: () => releaseLock(file, mine) };
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
      }
      const found = readOrEmpty(file);
      if (isAliveHolder(found)) return { holder: Number(found.split(' ')[0]), release: null };
      discard(file, found);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** True while that process exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function isAliveHolder(content: string): boolean {
  const [pid = '', birth = ''] = content.split(/ (.*)/s);
  return birth !== '' && isAlive(Number(pid)) && birthOf(Number(pid)) === birth;
}

/** What tells a process from a later one with the same pid. */
function birthOf(pid: number): string {
  if (process.platform === 'linux') {
    const stat = readOrEmpty(`/proc/${pid}/stat`);
    // The command's name may hold spaces and brackets: the fields are counted after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie was killed; only its parent has not asked yet.
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
  }
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

/** Removes a dead holder's lock, but puts back one that somebody took in the meantime. */
function discard(file: string, dead: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (readOrEmpty(aside) !== dead) linkSync(aside, file);
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function releaseLock(file: string, mine: string): void {
  if (readOrEmpty(file) === mine) rmSync(file, { force: true });
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
