import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Raises what has become worth a notice: approvals that wait, breaks above a value or an age. */
export async function raiseNotices(app: App): Promise<JobReport> {
  const found = await app.raiseNotices();
  return { ok: true, changed: found, summary: `${found} notice(s) raised.` };
}
