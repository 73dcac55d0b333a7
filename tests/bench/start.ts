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
import { medianOf } from './median.ts';

const PAIRS = Number(process.argv[3] ?? 5);
const MOST_SECONDS = 5;
const MOST_OF_OURS = 1.5;
const MOST_MEBIBYTES = 220;
const IDLE_MS = 10_000;

/**
 * `npm start` on a folder that has its demo already, until /readyz is OK, beside its PostgreSQL alone on the same folder,
 * in turns; and what the console's process holds when nobody has asked for anything for ten seconds.
 */
export async function benchStart(): Promise<void> {
  const clone = cloneProject();
  const dataDir = makeTempDir();
  const ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
  const env = { DATA_DIR: dataDir, ...ports };
  try {
    console.log('The first start builds and makes the demo…');
    console.log(`first: ${(await startOnce(clone, env)).seconds.toFixed(1)} s`);
    const runs: { seconds: number; database: number; mebibytes: number }[] = [];
    for (let n = 1; n <= PAIRS; n += 1) {
      const database = await databaseAlone(dataDir);
      const run = { ...(await startOnce(clone, env)), database };
      runs.push(run);
      console.log(
        `pair ${n}: PostgreSQL alone ${database.toFixed(2)} s, npm start ${run.seconds.toFixed(2)} s, idle ${run.mebibytes.toFixed(0)} MiB`,
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
  await sleep(IDLE_MS);
  const mebibytes = residentOf(clone);
  console1.signalAll('SIGINT');
  await console1.ended();
  return { seconds, mebibytes };
}

/** Of the console's own process: in live mode its sandbox does not exist and its PostgreSQL is elsewhere. */
function residentOf(clone: string): number {
  const own = processesNaming('src/launch.mjs').find(
    ({ pid, command }) =>
      /^\d+ (\S*\/)?node /.test(command) && readlinkSync(`/proc/${pid}/cwd`) === clone,
  );
  const status = own ? readFileSync(`/proc/${own.pid}/status`, 'utf8') : '';
  const kibibytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  if (!kibibytes) throw new Error('The console’s process was not found.');
  return Number(kibibytes) / 1024;
}
