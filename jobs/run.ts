import type { App } from '../src/app.ts';
import { collectStatements } from './collect-statements.ts';
import { expireApprovals } from './expire-approvals.ts';
import { flagStale } from './flag-stale.ts';
import { openBreaks } from './open-breaks.ts';
import { proveDay } from './prove-day.ts';
import { queryPending } from './query-pending.ts';
import { raiseNotices } from './raise-notices.ts';
import { recover } from './recover.ts';
import type { JobReport } from './report.ts';
import type { JobName } from './schedule.ts';
import { seal } from './seal.ts';
import { sendNotices } from './send-notices.ts';
import { verifyLedger } from './verify-ledger.ts';

const JOBS: Readonly<Record<JobName, (app: App) => Promise<JobReport>>> = {
  'flag-stale': flagStale,
  recover,
  'query-pending': queryPending,
  'expire-approvals': expireApprovals,
  'open-breaks': openBreaks,
  'collect-statements': collectStatements,
  seal,
  'raise-notices': raiseNotices,
  'send-notices': sendNotices,
  'verify-ledger': verifyLedger,
  'prove-day': proveDay,
};

export const JOB_NAMES = Object.keys(JOBS) as JobName[];

export const isJobName = (name: string): name is JobName =>
  JOB_NAMES.some((known) => known === name);

/** Runs one job; answers null where another process is running it at this moment. */
export const runJob = (app: App, name: JobName): Promise<JobReport | null> =>
  app.alone(name, () => JOBS[name](app));
