import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Proves the invariants again; a violation makes the job fail, and the process that ran it by hand too. */
export async function verifyLedger(app: App): Promise<JobReport> {
  const violations = await app.verifyLedger();
  if (violations.length === 0)
    return { ok: true, changed: 0, summary: 'The ledger is clean: every invariant holds.' };
  const lines = violations.map(
    ({ invariant, name, broken }) => `${invariant} (${name}): ${broken}`,
  );
  return {
    ok: false,
    changed: 0,
    summary: [`${violations.length} violation(s) of the ledger’s invariants.`, ...lines].join('\n'),
  };
}
