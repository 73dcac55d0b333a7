import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Resolves what a stopped process left between its commits. */
export async function recover(app: App): Promise<JobReport> {
  const recovered = await app.recover();
  const lines = recovered.map(({ transactionId, became }) => `${transactionId} is now ${became}.`);
  return {
    ok: true,
    changed: recovered.length,
    summary: [`${recovered.length} transaction(s) recovered.`, ...lines].join('\n'),
  };
}
