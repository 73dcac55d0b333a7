import type { Pool } from 'pg';
import { type Asking, prepared } from '../db/prepared.ts';
import type { Person } from '../kernel/actor.ts';
import { present } from '../kernel/present.ts';
import type { AgeBucket } from './breaks/kinds.ts';
import type { FloatDay } from './figures/float.ts';
import { type MethodToday, methodsToday } from './figures/methods.ts';
import { inScope, LAST_WEEK, TODAY } from './figures/parts.ts';

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

/** Open orders of one type and age. */
interface Cell {
  readonly type: string;
  readonly ageBucket: AgeBucket;
  readonly count: number;
  readonly amount: string;
  readonly stale: number;
  readonly unknown: number;
}

/** What a person must look at. */
interface Attention {
  readonly attention: number;
  readonly stale: number;
  readonly unknown: number;
  /** Begun longer ago than `methodsToday` counts, and failed today. */
  readonly failedOld: number;
}

interface Deliveries {
  readonly suspended: number;
  readonly refused: number;
  readonly wrongTime: number;
  readonly lastAt: Date | null;
}

const NO_DELIVERIES: Deliveries = { suspended: 0, refused: 0, wrongTime: 0, lastAt: null };

/** What waits, by type and age: the entries of the queue say all of it. */
async function readOpen(asking: Asking, tontine: string | null): Promise<readonly Cell[]> {
  const { rows } = await asking.query<Cell>(
    `select q.type, case when age < interval '15 minutes' then '<15m' when age < interval '1 hour' then '<1h'
         when age < interval '24 hours' then '<24h' when age < interval '3 days' then '<3d' else 'older' end as "ageBucket",
       count(*)::int as count, sum(q.amount)::text as amount, count(q.stale_since)::int as stale,
       count(*) filter (where q.is_unknown)::int as unknown
     from queue_entry q, lateral (select (select db_now()) - q.created_at as age) a
     where q.queue = 'OPEN' and ${inScope('q')} group by 1, 2`,
    [tontine],
  );
  return rows;
}

async function readAttention(asking: Asking, zone: string, tontine: string | null) {
  const { rows } = await asking.query<Attention>(
    `select count(*)::int as attention, count(q.stale_since)::int as stale,
       count(*) filter (where t.status = 'PENDING' and t.gateway_state = 'UNKNOWN')::int as unknown,
       count(*) filter (where t.status = 'FAILED' and t.settled_at >= ${TODAY} and t.created_at < ${LAST_WEEK})::int as "failedOld"
     from queue_entry q join transaction t on t.id = q.transaction_id where q.queue = 'ATTENTION' and ${inScope('t')}`,
    [tontine, zone],
  );
  return present(rows[0], 'what needs attention');
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
  const [cells, { attention, ...looked }, today, deliveries, floatDays] = await Promise.all([
    readOpen(asking, tontine),
    readAttention(asking, zone, tontine),
    methodsToday(asking, zone, tontine),
    isTreasurer ? NO_DELIVERIES : readDeliveries(asking),
    isTreasurer ? [] : parts.floatDays(),
  ]);
  const { suspended, refused, wrongTime, lastAt } = deliveries;
  return {
    open: cells.map(({ type, ageBucket, count, amount }) => ({ type, ageBucket, count, amount })),
    stale: cells.reduce((sum, { stale }) => sum + stale, looked.stale),
    unknown: cells.reduce((sum, { unknown }) => sum + unknown, looked.unknown),
    attention,
    failedToday: today.reduce((sum, { failed }) => sum + failed, looked.failedOld),
    today,
    floatDays,
    float: floatDays.at(-1)?.float ?? '0',
    suspended,
    refusedWebhooks: { count: refused, lastAt },
    wrongTimeWebhooks: wrongTime,
  };
}
