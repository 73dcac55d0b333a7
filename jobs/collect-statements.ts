import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Imports what lies in the statements' folder, and goes on with what a stopped process left half-read. */
export async function collectStatements(app: App): Promise<JobReport> {
  const resumed = await app.resumeStatements();
  const collected = await app.collectStatements();
  const lines = collected.map(({ name, became }) => `${name}: ${became}.`);
  return {
    ok: true,
    changed: resumed + collected.length,
    summary: [
      `${resumed} import(s) resumed, ${collected.length} file(s) collected.`,
      ...lines,
    ].join('\n'),
  };
}
