import type { Pool } from 'pg';
import type { Person } from '../kernel/actor.ts';
import { present } from '../kernel/present.ts';
import type { AgeBucket } from './breaks/kinds.ts';
import type { FloatDay } from './figures/float.ts';
import { type MethodToday, methodsToday } from './figures/methods.ts';
import { firstIdAt, IN_SCOPE, LAST_WEEK, TODAY } from './figures/parts.ts';

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

interface Counts {
  readonly stale: number;
  readonly unknown: number;
  readonly attention: number;
  readonly failedToday: number;
}

interface Deliveries {
  readonly suspended: number;
  readonly refused: number;
  readonly wrongTime: number;
  readonly lastAt: Date | null;
}

/** Asked every few seconds by every open dashboard: each figure reads a queue, or today, by an index. */
export async function dashboard(parts: DashboardParts, actor: Person): Promise<Dashboard> {
  const { pool, zone } = parts;
  const isTreasurer = actor.role === 'TREASURER';
  const tontine = isTreasurer ? (actor.tontineId ?? NO_TONTINE) : null;
  const all = async <R extends object>(sql: string, values: unknown[]) =>
    (await pool.query<R>(sql, values)).rows;
  const [open, counts, today, deliveries, floatDays] = await Promise.all([
    all<Dashboard['open'][number]>(
      `select t.type, case when age < interval '15 minutes' then '<15m' when age < interval '1 hour' then '<1h'
           when age < interval '24 hours' then '<24h' when age < interval '3 days' then '<3d' else 'older' end as "ageBucket",
         count(*)::int as count, sum(t.amount)::text as amount
       from queue_entry q join transaction t on t.id = q.transaction_id, lateral (select db_now() - t.created_at as age) a
       where q.queue = 'OPEN' and ${IN_SCOPE} group by 1, 2`,
      [tontine],
    ),
    all<Counts>(
      `select count(*) filter (where q.stale_since is not null)::int as stale,
         count(*) filter (where t.status = 'PENDING' and t.gateway_state = 'UNKNOWN')::int as unknown,
         count(*) filter (where q.queue = 'ATTENTION')::int as attention,
         count(*) filter (where t.status = 'FAILED' and t.settled_at >= ${TODAY})::int as "failedToday"
       from queue_entry q join transaction t on t.id = q.transaction_id
       where (q.queue in ('OPEN', 'ATTENTION') or q.queue = 'FAILED' and q.transaction_id >= ${firstIdAt(LAST_WEEK)})
         and ${IN_SCOPE}`,
      [tontine, zone],
    ),
    methodsToday(pool, zone, tontine),
    all<Deliveries>(
      `select (select count(*)::int from webhook_outcome o where o.outcome = 'suspended'
            and not exists (select from webhook_outcome later where later.event_id = o.event_id and later.seq > o.seq)
            and not exists (select from answered_event a where a.event_id = o.event_id)) as suspended,
         coalesce((select sum(count) from webhook_refusal where why = 'signature'), 0)::int as refused,
         coalesce((select sum(count) from webhook_refusal where why = 'timestamp'), 0)::int as "wrongTime",
         (select max(last_at) from webhook_refusal where why = 'signature') as "lastAt"`,
      [],
    ),
    isTreasurer ? [] : parts.floatDays(),
  ]);
  const { suspended, refused, wrongTime, lastAt } = present(deliveries[0], 'deliveries');
  return {
    open,
    ...present(counts[0], 'counts'),
    today,
    floatDays,
    float: floatDays.at(-1)?.float ?? '0',
    suspended,
    refusedWebhooks: { count: refused, lastAt },
    wrongTimeWebhooks: wrongTime,
  };
}
