import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Carries notices by the ways that are configured; what fails is tried again, further apart each time. */
export async function sendNotices(app: App): Promise<JobReport> {
  const { delivered, failed, givenUp } = await app.sendNotices();
  return {
    ok: true,
    changed: delivered + failed + givenUp,
    summary: `${delivered} notice(s) delivered, ${failed} to be tried again, ${givenUp} given up.`,
  };
}
