import type { Pool } from 'pg';
import type { Person } from '../kernel/actor.ts';
import { HEARD } from './heard.ts';
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
  /** From the order's leaving us to the webhook's arrival, in milliseconds; of the newest messages. */
  readonly delays: readonly {
    readonly method: string;
    readonly count: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
    readonly p99Ms: number;
  }[];
  /** Of how many messages the delays tell where there were more; null: of all. */
  readonly newestOnly: number | null;
  /** Whether a statement tells of any of these days: without one, nobody but our questions says what was missed. */
  readonly toldByStatement: boolean;
}

const LONGEST_DAYS = 90;
const SHOWN = 200;
/** Enough for a percentile, and as quick over a month as over a day. */
const MEASURED = 10_000;

/** What the gateway says happened and our inbox never heard of, and how long webhooks take. @throws Forbidden `officers_only` */
export async function deliveries(
  pool: Pool,
  { actor, days = 7 }: { actor: Person; days?: number | undefined },
): Promise<Deliveries> {
  expectOfficer(actor);
  const span = [`${Math.min(Math.max(Math.trunc(days), 1), LONGEST_DAYS)} days`];
  const [missed, delays, told] = await Promise.all([
    pool.query<Deliveries['missed'][number]>(
      `select t.id as "transactionId", u.full_name as "memberName", t.amount::text as amount, t.type, t.method, e.source as "toldBy", o.recorded_at as at
       from webhook_event e join webhook_outcome o on o.event_id = e.id and o.outcome in ('completed', 'failed')
       join transaction t on t.id = o.transaction_id join app_user u on u.id = t.user_id
       where e.id >= first_id_at(db_now() - $1::interval) and e.source <> 'webhook'
         and not ${HEARD}
       union all
       select t.id, u.full_name, t.amount::text, t.type, t.method, 'statement', b.opened_at
       from break_item b join transaction t on t.id = b.transaction_id join app_user u on u.id = t.user_id
       where b.kind = 'missed_delivery' and b.resolved_at is null and b.opened_at > db_now() - $1::interval and not ${HEARD}
       order by at desc limit ${SHOWN}`,
      span,
    ),
    pool.query<Deliveries['delays'][number] & { more: boolean }>(
      `with newest as materialized (
         select e.received_at, o.transaction_id, row_number() over (order by e.id desc) as nth from webhook_event e join webhook_outcome o on o.event_id = e.id and o.outcome in ('completed', 'failed')
         where e.id >= first_id_at(db_now() - $1::interval) and e.source = 'webhook' order by e.id desc limit ${MEASURED + 1}
       )
       select t.method, count(*)::int as count, (select count(*) from newest) > ${MEASURED} as more,
         round(percentile_cont(0.5) within group (order by d.ms))::float8 as "p50Ms", round(percentile_cont(0.95) within group (order by d.ms))::float8 as "p95Ms",
         round(percentile_cont(0.99) within group (order by d.ms))::float8 as "p99Ms"
       from newest e join transaction t on t.id = e.transaction_id
       cross join lateral (select greatest(extract(epoch from e.received_at - t.sent_at), 0) * 1000 as ms) d
       where e.nth <= ${MEASURED} and t.sent_at is not null group by 1 order by 1`,
      span,
    ),
    pool.query(
      `select from statement_file f where f.state = 'MATCHED' and f.covers_to > db_now() - $1::interval limit 1`,
      span,
    ),
  ]);
  return {
    missed: missed.rows,
    delays: delays.rows.map(({ more: _more, ...delay }) => delay),
    newestOnly: delays.rows[0]?.more ? MEASURED : null,
    toldByStatement: told.rows.length > 0,
  };
}
