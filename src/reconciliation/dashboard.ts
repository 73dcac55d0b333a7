import type { Pool } from 'pg';
import { type Asking, prepared } from '../db/prepared.ts';
import type { Person } from '../kernel/actor.ts';
import { present } from '../kernel/present.ts';
import type { AgeBucket } from './breaks/kinds.ts';
import type { FloatDay } from './figures/float.ts';
import { type MethodToday, methodsToday } from './figures/methods.ts';
import { IN_SCOPE, LAST_WEEK, TODAY } from './figures/parts.ts';

/** A treasurer who has not chosen a tontine counts nobody’s. */
const NO_TONTINE = '00000000-0000-0000-0000-000000000000';

/** What needs a person now, and what moved today. Amounts are whole francs in decimal digits. */
export interface Dashboard {
  readonly open: {
    readonly type: string;
    readonly ageBucket: AgeBucket;
    readonly count: number;
    readonly amount: string;
  }[];
  readonly stale: number;
  readonly unknown: number;
  readonly attention: number;
  /** Messages that do not fit and whose break, if there is one yet, is open. */
  readonly suspended: number;
  readonly failedToday: number;
  readonly today: readonly MethodToday[];
  /** What the books have at the gateway, at the end of each of the last days and now. */
  readonly floatDays: readonly FloatDay[];
  readonly float: string;
  readonly refusedWebhooks: { readonly count: number; readonly lastAt: Date | null };
  /** Refused because their time was too far from ours. */
  readonly wrongTimeWebhooks: number;
}

interface DashboardParts {
  readonly pool: Pool;
  /** `BUSINESS_TIMEZONE` (IANA). */
  readonly zone: string;
  floatDays(): Promise<readonly FloatDay[]>;
}

/** Of one type and age. */
interface Cell {
  readonly type: string;
  readonly ageBucket: AgeBucket;
  readonly count: number;
  readonly amount: string;
  readonly stale: number;
  readonly unknown: number;
  readonly attention: number;
  /** Of those that a person must look at: begun longer ago than `methodsToday` counts, failed today. */
  readonly failedOld: number;
}

interface Deliveries {
  readonly suspended: number;
  readonly refused: number;
  readonly wrongTime: number;
  readonly lastAt: Date | null;
}

const NO_DELIVERIES: Deliveries = { suspended: 0, refused: 0, wrongTime: 0, lastAt: null };

/** What waits, by type and age: the queue is read once for all that is counted in it. */
async function readWaiting(asking: Asking, zone: string, tontine: string | null) {
  const { rows } = await asking.query<Cell>(
    `select t.type, case when age < interval '15 minutes' then '<15m' when age < interval '1 hour' then '<1h'
         when age < interval '24 hours' then '<24h' when age < interval '3 days' then '<3d' else 'older' end as "ageBucket",
       count(*) filter (where q.queue = 'OPEN')::int as count, coalesce(sum(t.amount) filter (where q.queue = 'OPEN'), 0)::text as amount,
       count(q.stale_since)::int as stale,
       count(*) filter (where t.status = 'PENDING' and t.gateway_state = 'UNKNOWN')::int as unknown,
       count(*) filter (where q.queue = 'ATTENTION')::int as attention,
       count(*) filter (where t.status = 'FAILED' and t.settled_at >= ${TODAY} and t.created_at < ${LAST_WEEK})::int as "failedOld"
     from queue_entry q join transaction t on t.id = q.transaction_id, lateral (select db_now() - t.created_at as age) a
     where q.queue in ('OPEN', 'ATTENTION') and ${IN_SCOPE} group by 1, 2`,
    [tontine, zone],
  );
  const total = (name: 'stale' | 'unknown' | 'attention' | 'failedOld') =>
    rows.reduce((sum, row) => sum + row[name], 0);
  return {
    open: rows
      .filter(({ count }) => count > 0)
      .map(({ type, ageBucket, count, amount }) => ({ type, ageBucket, count, amount })),
    stale: total('stale'),
    unknown: total('unknown'),
    attention: total('attention'),
    failedOld: total('failedOld'),
  };
}

/** What the gateway delivered and we could not take. */
async function readDeliveries(asking: Asking): Promise<Deliveries> {
  const { rows } = await asking.query<Deliveries>(
    `select (select count(*)::int from webhook_outcome o where o.outcome = 'suspended'
          and not exists (select from webhook_outcome later where later.event_id = o.event_id and later.seq > o.seq)
          and not exists (select from answered_event a where a.event_id = o.event_id)) as suspended,
       coalesce((select sum(count) from webhook_refusal where why = 'signature'), 0)::int as refused,
       coalesce((select sum(count) from webhook_refusal where why = 'timestamp'), 0)::int as "wrongTime",
       (select max(last_at) from webhook_refusal where why = 'signature') as "lastAt"`,
    [],
  );
  return present(rows[0], 'deliveries');
}

/** Asked every few seconds by every open dashboard: each figure reads a queue, or today, by an index. */
export async function dashboard(parts: DashboardParts, actor: Person): Promise<Dashboard> {
  const { pool, zone } = parts;
  const isTreasurer = actor.role === 'TREASURER';
  const tontine = isTreasurer ? (actor.tontineId ?? NO_TONTINE) : null;
  const asking = prepared(pool);
  const [{ failedOld, ...waiting }, today, deliveries, floatDays] = await Promise.all([
    readWaiting(asking, zone, tontine),
    methodsToday(asking, zone, tontine),
    isTreasurer ? NO_DELIVERIES : readDeliveries(asking),
    isTreasurer ? [] : parts.floatDays(),
  ]);
  const { suspended, refused, wrongTime, lastAt } = deliveries;
  return {
    ...waiting,
    failedToday: today.reduce((sum, { failed }) => sum + failed, failedOld),
    today,
    floatDays,
    float: floatDays.at(-1)?.float ?? '0',
    suspended,
    refusedWebhooks: { count: refused, lastAt },
    wrongTimeWebhooks: wrongTime,
  };
}
