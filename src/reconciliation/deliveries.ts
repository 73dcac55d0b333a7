import type { Pool } from 'pg';
import type { Person } from '../kernel/actor.ts';
import { expectOfficer } from './officer.ts';

export interface Deliveries {
  /** Told by something else than a webhook: its delivery never came, or has not come yet. */
  readonly missed: readonly {
    readonly transactionId: string;
    readonly memberName: string;
    readonly amount: string;
    readonly type: string;
    readonly method: string;
    readonly toldBy: 'status_query' | 'statement' | 'person';
    readonly at: Date;
  }[];
  /** From the order's leaving us to the webhook's arrival, in milliseconds. */
  readonly delays: readonly {
    readonly method: string;
    readonly count: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
    readonly p99Ms: number;
  }[];
}

const LONGEST_DAYS = 90;
const SHOWN = 200;

/** What the gateway says happened and our inbox never heard of, and how long webhooks take. @throws Forbidden `officers_only` */
export async function deliveries(
  pool: Pool,
  { actor, days = 7 }: { actor: Person; days?: number | undefined },
): Promise<Deliveries> {
  expectOfficer(actor);
  const span = [`${Math.min(Math.max(Math.trunc(days), 1), LONGEST_DAYS)} days`];
  const [missed, delays] = await Promise.all([
    pool.query<Deliveries['missed'][number]>(
      `select t.id as "transactionId", u.full_name as "memberName", t.amount::text as amount, t.type, t.method, e.source as "toldBy", o.recorded_at as at
       from webhook_event e join webhook_outcome o on o.event_id = e.id and o.outcome in ('completed', 'failed')
       join transaction t on t.id = o.transaction_id join app_user u on u.id = t.user_id
       where e.id >= first_id_at(db_now() - $1::interval) and e.source <> 'webhook'
         and not exists (select from webhook_outcome w join webhook_event x on x.id = w.event_id where w.transaction_id = t.id and x.source = 'webhook' and x.state is not null)
       union all
       select t.id, u.full_name, t.amount::text, t.type, t.method, 'statement', b.opened_at
       from break_item b join transaction t on t.id = b.transaction_id join app_user u on u.id = t.user_id
       where b.kind = 'missed_delivery' and b.resolved_at is null and b.opened_at > db_now() - $1::interval
       order by at desc limit ${SHOWN}`,
      span,
    ),
    pool.query<Deliveries['delays'][number]>(
      `select t.method, count(*)::int as count,
         round(percentile_cont(0.5) within group (order by d.ms))::float8 as "p50Ms", round(percentile_cont(0.95) within group (order by d.ms))::float8 as "p95Ms",
         round(percentile_cont(0.99) within group (order by d.ms))::float8 as "p99Ms"
       from webhook_event e join webhook_outcome o on o.event_id = e.id and o.outcome in ('completed', 'failed')
       join transaction t on t.id = o.transaction_id
       cross join lateral (select greatest(extract(epoch from e.received_at - t.sent_at), 0) * 1000 as ms) d
       where e.id >= first_id_at(db_now() - $1::interval) and e.source = 'webhook' and t.sent_at is not null
       group by 1 order by 1`,
      span,
    ),
  ]);
  return { missed: missed.rows, delays: delays.rows };
}
