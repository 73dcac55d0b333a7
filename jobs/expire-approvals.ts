import type { App } from '../src/app.ts';
import type { JobReport } from './report.ts';

/** Returns the holds of payouts that nobody approved within `APPROVAL_TTL`. */
export async function expireApprovals(app: App): Promise<JobReport> {
  const expired = await app.expireApprovals();
  return {
    ok: true,
    changed: expired.length,
    summary: [
      `${expired.length} payout(s) expired without an approval.`,
      ...expired.map((id) => `${id} is now EXPIRED.`),
    ].join('\n'),
  };
}
