import type { Asking } from '../../db/prepared.ts';
import { firstIdAt, inScope, LAST_WEEK, TODAY } from './parts.ts';

/** A journal's id is made a moment after its transaction began, and clocks are corrected. */
const SINCE_TODAY = firstIdAt(`(${TODAY} - interval '5 minutes')`);

/** What settled today, and little besides: completed, it has a journal of today; failed, it stands in a queue. */
const SETTLED_LATELY = `
  select j.transaction_id from journal j where j.id >= ${SINCE_TODAY} and j.kind in ('DEPOSIT', 'PAYOUT_SETTLED')
  union
  select q.transaction_id from queue_entry q where q.queue = 'FAILED' and q.failed_at >= ${TODAY} and q.transaction_id >= ${firstIdAt(LAST_WEEK)}
  union
  select q.transaction_id from queue_entry q where q.queue in ('ATTENTION', 'ASIDE') and q.transaction_id >= ${firstIdAt(LAST_WEEK)}`;

/** What one method settled today, one way. Amounts are whole francs in decimal digits. */
export interface MethodToday {
  readonly method: string;
  readonly type: 'DEPOSIT' | 'WITHDRAWAL';
  readonly amount: string;
  readonly completed: number;
  readonly failed: number;
  /** From sent to completed; null where nothing completed today. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

const millis = (share: number) =>
  `round(extract(epoch from percentile_cont(${share}) within group (order by t.settled_at - coalesce(t.sent_at, t.created_at))
     filter (where t.status = 'COMPLETED')) * 1000)::float8`;

/** By method and type; what was requested more than a week before it settled today is not counted. */
export async function methodsToday(
  asking: Asking,
  zone: string,
  tontineId: string | null,
): Promise<readonly MethodToday[]> {
  const { rows } = await asking.query<MethodToday>(
    `select t.method, t.type, coalesce(sum(t.amount) filter (where t.status = 'COMPLETED'), 0)::text as amount,
       count(*) filter (where t.status = 'COMPLETED')::int as completed,
       count(*) filter (where t.status = 'FAILED')::int as failed,
       ${millis(0.5)} as "medianMs", ${millis(0.95)} as "p95Ms"
     from (${SETTLED_LATELY}) lately join transaction t on t.id = lately.transaction_id
     where t.created_at >= ${LAST_WEEK} and t.settled_at >= ${TODAY}
       and t.status in ('COMPLETED', 'FAILED') and t.type in ('DEPOSIT', 'WITHDRAWAL') and t.method is not null and ${inScope('t')}
     group by 1, 2 order by 1, 2`,
    [tontineId, zone],
  );
  return rows;
}
