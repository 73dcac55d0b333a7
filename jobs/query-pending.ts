import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Asks the gateway what became of pending transactions, those whose turn it is. */
export async function queryPending(app: App): Promise<JobReport> {
  const { supported, up, asked, told } = await app.queryPending();
  const { completed = 0, failed = 0, suspended = 0 } = told;
  return { ok: true, changed: completed + failed + suspended, summary: summary() };

  function summary(): string {
    if (!supported)
      return 'This dialect of GetMiPay cannot be asked: webhooks and statements decide.';
    if (!up) return 'GetMiPay does not answer at the moment: nothing was asked.';
    const answers = Object.entries(told).map(([answer, count]) => `${count} ${answer}`);
    return `${asked} transaction(s) asked about: ${answers.join(', ') || 'none was due'}.`;
  }
}
