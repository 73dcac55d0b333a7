/** Every cron expression of the console (node-cron, with seconds), in `BUSINESS_TIMEZONE`. */
export const SCHEDULE = {
  'flag-stale': '15 * * * * *',
  recover: '30 * * * * *',
  'query-pending': '5,20,35,50 * * * * *',
  'expire-approvals': '45 * * * * *',
  'open-breaks': '25 * * * * *',
  'collect-statements': '10,40 * * * * *',
  seal: '40 * * * * *',
  'raise-notices': '55 * * * * *',
  'send-notices': '*/10 * * * * *',
  'verify-ledger': '0 45 3 * * *',
  'prove-day': '0 0 7 * * *',
} as const;

export type JobName = keyof typeof SCHEDULE;
