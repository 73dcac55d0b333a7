import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './embedded-binaries.ts';
import type { ServerUser } from './embedded-user.ts';
import { isAlive } from './process-lock.ts';

export interface Server {
  readonly binaries: Binaries;
  readonly user: ServerUser | null;
  readonly pgData: string;
}

/** An eighth of the machine's memory: beyond it, each new event would read the page of an index of millions. Taken as it is used. */
function sharedMegabytes(): number {
  return Math.min(2048, Math.max(128, Math.floor(totalmem() / 8 / 1024 / 1024)));
}

/** For two cores and a few thousand small commits a second; durability stays as PostgreSQL ships it. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // No socket file: its path would be too long in a deep folder, and /tmp is everybody's.
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: `${sharedMegabytes()}MB`,
  // A page's first change after a checkpoint copies all of it into the log: in grown books that is most of the log.
  max_wal_size: '6GB',
  // Kept for the next rush: making a new file of the log while a settlement waits takes 60 ms and more.
  min_wal_size: '3GB',
  checkpoint_timeout: '15min',
  max_parallel_workers_per_gather: '1',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const LOG_LIMIT_BYTES = 20_000_000;

/** Makes the data directory. Renamed when whole: one that was cut short is made anew. */
export async function initialise(server: Server, password: string): Promise<void> {
  if (existsSync(join(server.pgData, 'PG_VERSION'))) return;
  const draft = `${server.pgData}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  if (server.user) chownSync(draft, server.user.uid, server.user.gid);
  const secret = `${draft}.password`;
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  if (server.user) chownSync(secret, server.user.uid, server.user.gid);
  try {
    await run(server, server.binaries.initdb, [
      `--pgdata=${draft}`,
      '--username=postgres',
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
      // PostgreSQL's own C.UTF-8 sorts the same on every system, whatever LANG says here.
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]);
  } finally {
    rmSync(secret, { force: true });
  }
  renameSync(draft, server.pgData);
}

/**
 * Starts the server in a session of its own, so that a Ctrl-C meant for the console does not reach
 * it; resolves when it accepts connections. After a crash it first recovers by itself.
 */
export async function start(
  server: Server,
  port: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<void> {
  const log = join(server.pgData, 'server.log');
  if (existsSync(log) && statSync(log).size > LOG_LIMIT_BYTES) renameSync(log, `${log}.1`);
  const options = Object.entries({ ...SETTINGS, port: String(port), ...settings })
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
  await run(server, server.binaries.pgCtl, [
    'start',
    '-D',
    server.pgData,
    '-w',
    '-t',
    '120',
    '-s',
    '-l',
    log,
    '-o',
    options,
  ]);
}

/** Stops it within seconds: open transactions are rolled back, committed ones are safe. */
export async function stop(server: Server): Promise<void> {
  if (!existsSync(pidFile(server))) return;
  const args = (mode: string, seconds: string) => [
    'stop',
    '-D',
    server.pgData,
    '-m',
    mode,
    '-w',
    '-t',
    seconds,
    '-s',
  ];
  try {
    await run(server, server.binaries.pgCtl, args('fast', '6'));
  } catch {
    await run(server, server.binaries.pgCtl, args('immediate', '3'));
  }
}

/**
 * The pid of a server that runs on this data directory, or null. A pid file that a crash left
 * behind is removed when its pid belongs to nobody, or to a process that is not PostgreSQL.
 */
export async function runningPid(server: Server): Promise<number | null> {
  if (!existsSync(pidFile(server))) return null;
  const pid = Number(readFileSync(pidFile(server), 'utf8').split('\n')[0]);
  if (pid > 0 && isAlive(pid) && (await commandOf(pid)).includes('postgres')) return pid;
  rmSync(pidFile(server), { force: true });
  return null;
}

/** The last lines of the server's log, for the error that a person sees. */
export function lastWords(server: Server): string {
  const log = join(server.pgData, 'server.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n') : '';
}

const pidFile = (server: Server): string => join(server.pgData, 'postmaster.pid');

async function commandOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return output('ps', ['-o', 'command=', '-p', String(pid)]);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('error', () => resolve(text));
    child.once('close', () => resolve(text));
  });
}

function run(server: Server, command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...server.user,
      cwd: '/',
      detached: true,
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    // 'exit', not 'close': a server that keeps a pipe open must not keep us waiting.
    child.once('exit', async (code) => {
      if (code === 0) return resolve();
      await sleep(20);
      reject(new Error(`${args[0]} of PostgreSQL failed (exit code ${code}): ${said.trim()}`));
    });
  });
}
