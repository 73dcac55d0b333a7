import cron from 'node-cron';
import type { App } from '../src/app.ts';
import { JOB_NAMES, runJob } from './run.ts';
import { type JobName, SCHEDULE } from './schedule.ts';

/**
 * Runs every job on its schedule, one runner at a time across processes. A run that takes longer
 * than its interval is not joined by a second one. `stop` waits for what is running.
 */
export function startJobs(app: App): { stop(): Promise<void> } {
  const running = new Set<Promise<void>>();

  async function tick(name: JobName): Promise<void> {
    try {
      const report = await runJob(app, name);
      if (report && !report.ok) app.log.error({ job: name }, report.summary);
      else if (report && report.changed > 0) app.log.info({ job: name }, report.summary);
    } catch (error) {
      app.log.error({ err: error, job: name }, 'a job failed; its next run tries again');
    }
  }

  const tasks = JOB_NAMES.map((name) =>
    cron.schedule(
      SCHEDULE[name],
      async () => {
        const run = tick(name);
        running.add(run);
        await run.finally(() => running.delete(run));
      },
      { timezone: app.settings.zone, noOverlap: true, name },
    ),
  );

  return {
    stop: async () => {
      await Promise.all(tasks.map((task) => task.destroy()));
      await Promise.all(running);
    },
  };
}
