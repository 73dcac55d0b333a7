import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/**
 * Imports what lies in the statements' folder, goes on with what a stopped process left half-read, and removes the
 * uploads that nobody imported.
 */
export async function collectStatements(app: App): Promise<JobReport> {
  const resumed = await app.resumeStatements();
  const collected = await app.collectStatements();
  const removed = await app.removeOldUploads();
  const lines = collected.map(({ name, became }) => `${name}: ${became}.`);
  return {
    ok: true,
    changed: resumed + collected.length + removed,
    summary: [
      `${resumed} import(s) resumed, ${collected.length} file(s) collected, ${removed} left-over upload(s) removed.`,
      ...lines,
    ].join('\n'),
  };
}
