import { isJobName, JOB_NAMES, runJob } from '../../jobs/run.ts';
import type { Config } from '../config.ts';
import { findEmbedded } from '../db/embedded.ts';
import { createLog } from '../kernel/log.ts';
import { assemble } from './assemble.ts';
import { takeDataDir } from './data-dir.ts';
import { bringUpToDate, type Databases, openDatabases } from './databases.ts';
import { readEnvironment } from './environment.ts';

/** `npm run job -- <name>`: one run, by hand, beside a running console or without one. */
async function runByHand(name: string): Promise<number> {
  if (!isJobName(name)) {
    console.error(`There is no job "${name}". The jobs: ${JOB_NAMES.join(', ')}.`);
    return 2;
  }
  const config = readEnvironment(process.env);
  const databases = await findOrStart(config);
  const assembly = assemble(config, databases, createLog('warn'));
  try {
    const report = await runJob(assembly.app, name);
    console.log(report?.summary ?? `Another process is running ${name} at this moment.`);
    return report?.ok === false ? 1 : 0;
  } finally {
    await assembly.close();
    await databases.stop();
  }
}

/** A running console's server is used and left alone; one that we started is stopped again. */
async function findOrStart(config: Config): Promise<Databases> {
  if (config.database) return openDatabases(config, console.log);
  const running = await findEmbedded(config.dataDir);
  if (running) return { ...running, stop: async () => {} };
  const giveBack = await takeDataDir(config.dataDir);
  const databases = await openDatabases(config, console.log);
  await bringUpToDate(databases, console.log);
  const stop = async (): Promise<void> => {
    await databases.stop();
    giveBack();
  };
  return { ...databases, stop };
}

runByHand(process.argv[2] ?? '').then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
