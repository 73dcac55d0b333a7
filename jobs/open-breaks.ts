import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Opens a break for what does not fit or stays unknown, and closes those whose cause is gone. */
export async function openBreaks(app: App): Promise<JobReport> {
  const { opened, cleared } = await app.refreshBreaks();
  return {
    ok: true,
    changed: opened + cleared,
    summary: `${opened} break(s) opened, ${cleared} cleared.`,
  };
}
