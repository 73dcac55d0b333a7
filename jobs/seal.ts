import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Chains what was committed since the last run, and keeps the new head outside the database. */
export async function seal(app: App): Promise<JobReport> {
  const { blocks, journals, head, kept } = await app.seal();
  const told = `${journals} journal(s) sealed in ${blocks} block(s).`;
  return {
    ok: true,
    changed: journals || Number(kept === 'kept'),
    summary: head ? `${told} Head of ${head.day}, block ${head.seq}: ${head.head}` : told,
  };
}
