import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Flags what was sent longer than `STALE_AFTER` ago and is not final. */
export async function flagStale(app: App): Promise<JobReport> {
  const flagged = await app.flagStale();
  return { ok: true, changed: flagged, summary: `${flagged} transaction(s) flagged as late.` };
}
