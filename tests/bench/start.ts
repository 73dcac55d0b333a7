import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '../../src/db/embedded.ts';
import {
  cloneProject,
  freePort,
  makeTempDir,
  processesNaming,
  runNpm,
} from '../support/processes.ts';
import { signIn, type Visitor } from '../support/visitor.ts';
import { medianOf } from './median.ts';

const PAIRS = Number(process.argv[3] ?? 5);
const MOST_SECONDS = 5;
const MOST_OF_OURS = 1.5;
const MOST_MEBIBYTES = 220;
const IDLE_MS = 10_000;

/** Linux counts a process's time in hundredths. */
const TICKS_A_SECOND = 100;

/**
 * `npm start` on a folder that has its demo already, until /readyz is OK, beside its PostgreSQL alone on the same folder,
 * in turns; how long the panel's first page then takes, since what is put off until somebody asks is no start;
 * and what the console's process holds when nobody has asked for anything for ten seconds.
 */
export async function benchStart(): Promise<void> {
  const clone = cloneProject();
  const dataDir = makeTempDir();
  const ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
  const env = { DATA_DIR: dataDir, ...ports };
  try {
    console.log('The first start builds and makes the demo…');
    console.log(`first: ${(await startOnce(clone, env)).seconds.toFixed(1)} s`);
    const runs: (Awaited<ReturnType<typeof startOnce>> & { database: number })[] = [];
    for (let n = 1; n <= PAIRS; n += 1) {
      const database = await databaseAlone(dataDir);
      const run = { ...(await startOnce(clone, env)), database };
      runs.push(run);
      console.log(
        `pair ${n}: PostgreSQL alone ${database.toFixed(2)} s, npm start ${run.seconds.toFixed(2)} s ` +
          `(the console's own processor time ${run.cpuSeconds.toFixed(2)} s), first page ${run.firstPageMs.toFixed(0)} ms, ` +
          `first figures ${run.firstFiguresMs.toFixed(0)} ms, idle ${run.mebibytes.toFixed(0)} MiB`,
      );
    }
    const seconds = medianOf(runs, (run) => run.seconds);
    const ours = medianOf(runs, (run) => run.seconds - run.database);
    const mebibytes = medianOf(runs, (run) => run.mebibytes);
    console.log(
      `median of ${PAIRS} warm starts: ready after ${seconds.toFixed(2)} s (at most ${MOST_SECONDS}), ` +
        `${ours.toFixed(2)} s of it without PostgreSQL (at most ${MOST_OF_OURS}), idle ${mebibytes.toFixed(0)} MiB (at most ${MOST_MEBIBYTES})`,
    );
    if (seconds > MOST_SECONDS || ours > MOST_OF_OURS || mebibytes > MOST_MEBIBYTES) {
      process.exitCode = 1;
    }
  } finally {
    for (const folder of [dataDir, clone]) rmSync(folder, { recursive: true, force: true });
  }
}

async function databaseAlone(dataDir: string): Promise<number> {
  const started = performance.now();
  const database = await startEmbedded({ dataDir, log: () => {} });
  const seconds = (performance.now() - started) / 1000;
  await database.stop();
  return seconds;
}

async function startOnce(clone: string, env: Readonly<Record<string, string>>) {
  const started = performance.now();
  const console1 = runNpm(clone, ['start'], env);
  await console1.ready(120_000);
  const seconds = (performance.now() - started) / 1000;
  const own = processOf(clone);
  const cpuSeconds = cpuSecondsOf(own);
  const finance = await signIn(console1.url, 'finance', 'tontine-demo');
  const firstPageMs = await timeOf(finance, '/admin');
  const firstFiguresMs = await timeOf(finance, '/admin/api/dashboard');
  await sleep(IDLE_MS);
  const mebibytes = residentOf(own);
  console1.signalAll('SIGINT');
  await console1.ended();
  return { seconds, cpuSeconds, firstPageMs, firstFiguresMs, mebibytes };
}

async function timeOf(visitor: Visitor, path: string): Promise<number> {
  const started = performance.now();
  const { status } = await visitor.get(path);
  if (status !== 200) throw new Error(`${path} answered ${status}.`);
  return performance.now() - started;
}

/** The console's own process: in live mode its sandbox does not exist and its PostgreSQL is elsewhere. */
function processOf(clone: string): number {
  const own = processesNaming('src/launch.mjs').find(
    ({ pid, command }) =>
      /^\d+ (\S*\/)?node /.test(command) && readlinkSync(`/proc/${pid}/cwd`) === clone,
  );
  if (!own) throw new Error('The console’s process was not found.');
  return own.pid;
}

function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
