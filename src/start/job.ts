import { isJobName, JOB_NAMES, runJob } from '../../jobs/run.ts';
import { createLog } from '../kernel/log.ts';
import { assemble } from './assemble.ts';
import { exitWith, findOrStart } from './by-hand.ts';
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

exitWith(runByHand(process.argv[2] ?? ''));
