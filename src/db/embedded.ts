import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './embedded-binaries.ts';
import { freePort, type Memory, recall, remember, urlOf } from './embedded-memory.ts';
import { answers, ensureRoles } from './embedded-roles.ts';
import { initialise, lastWords, runningPid, type Server, start, stop } from './embedded-server.ts';
import { canEnter, chooseServerUser, type ServerUser } from './embedded-user.ts';

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Told in a few words what takes time. */
  readonly log?: (line: string) => void;
  /** Server settings on top of ours; only tests give any. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly readUrl: string;
  readonly superUrl: string;
}

export interface EmbeddedDatabase extends EmbeddedUrls {
  /** Stops the server; it leaves no process behind. */
  stop(): Promise<void>;
}

/** Where root keeps what the server's user must reach, when DATA_DIR lies in a closed folder. */
const SHARED_HOME =
  process.platform === 'darwin' ? '/usr/local/var/tontine-pro' : '/var/lib/tontine-pro';

/** How long a server that is recovering, or backends that outlived a killed one, are waited for. */
const PATIENCE_MS = 120_000;

/**
 * A real PostgreSQL from the registry's binaries, its data under `dataDir/postgres`: made at the
 * first start, adopted when it still runs, recovered after a crash. Listens on 127.0.0.1 only.
 * The caller sees to it that one console at a time uses a `dataDir`.
 * @throws Error with a sentence a person can act on
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => {});
  makeDataDir(dataDir);
  const user = chooseServerUser(join(dataDir, 'postgres'));
  const pgData = placeData(dataDir, user);
  const server = { user, pgData, binaries: findBinaries(user, user ? SHARED_HOME : dataDir) };
  let memory = await recall(dataDir);
  if (!existsSync(join(pgData, 'PG_VERSION'))) {
    log('Preparing a PostgreSQL database…');
    await initialise(server, memory.passwords.postgres);
  }
  memory = await bringUp(server, memory, dataDir, options.settings);
  await ensureRoles(memory);
  return { ...urlsOf(memory), stop: () => stop(server) };
}

/** The addresses of a server that already runs on `dataDir`; null where none does. */
export async function findEmbedded(dataDir: string): Promise<EmbeddedUrls | null> {
  if (!existsSync(join(dataDir, 'postgres.json'))) return null;
  const memory = await recall(dataDir);
  const pgData = placeData(resolve(dataDir), null);
  return (await answers(memory, pgData)) ? urlsOf(memory) : null;
}

const urlsOf = (memory: Memory): EmbeddedUrls => ({
  ownerUrl: urlOf(memory, 'tontine_owner'),
  appUrl: urlOf(memory, 'tontine_app'),
  readUrl: urlOf(memory, 'tontine_read'),
  superUrl: urlOf(memory, 'postgres', 'postgres'),
});

/** Root's own folders stay closed to listing, but the server's user may pass through. */
export function makeDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return;
  try {
    makeFolders(dataDir);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`DATA_DIR must be a folder that can be made and written to (${why}).`, {
      cause,
    });
  }
  chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/** One folder at a time: Node 20's recursive mkdir never returns where a file system refuses with ENOENT. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder);
}

/** The real path of the data directory; where the server's user cannot pass, a link leads to it. */
function placeData(dataDir: string, user: ServerUser | null): string {
  const place = join(dataDir, 'postgres');
  if (user && !canEnter(user, dataDir) && !lstatSync(place, { throwIfNoEntry: false })) {
    mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 });
    symlinkSync(join(SHARED_HOME, `data-${randomBytes(6).toString('hex')}`), place);
  }
  const link = lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink();
  if (!link) return join(realpathSync(dataDir), 'postgres');
  return existsSync(place) ? realpathSync(place) : readlinkSync(place);
}

async function bringUp(
  server: Server,
  memory: Memory,
  dataDir: string,
  settings: EmbeddedOptions['settings'],
): Promise<Memory> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    if (await runningPid(server)) {
      if (await answers(memory, server.pgData)) return memory;
      if (performance.now() > deadline) throw new Error(complaint(server));
      await sleep(200);
      continue;
    }
    const port = await freePort(memory.port);
    const current = port === memory.port ? memory : remember(dataDir, { ...memory, port });
    try {
      await start(server, port, settings);
      return current;
    } catch (cause) {
      // The port may have been taken a moment ago, or backends of a killed server still end.
      const passing = /pre-existing shared memory|Address already in use/.test(lastWords(server));
      if (!passing || performance.now() > deadline) {
        throw new Error(complaint(server), { cause });
      }
      memory = current;
      await sleep(500);
    }
  }
}

const complaint = (server: Server): string =>
  `PostgreSQL does not start on ${server.pgData}. Its last words:\n${lastWords(server)}`;
