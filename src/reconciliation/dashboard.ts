import type { Pool } from 'pg';
import type { Person } from '../kernel/actor.ts';
import { present } from '../kernel/present.ts';

export const AGES = ['<15m', '<1h', '<24h', '<3d', 'older'] as const;

/** What needs a person now, and what moved today. Amounts are whole francs in decimal digits. */
export interface Dashboard {
  readonly open: {
    readonly type: string;
    readonly ageBucket: (typeof AGES)[number];
    readonly count: number;
    readonly amount: string;
  }[];
  readonly stale: number;
  readonly unknown: number;
  readonly attention: number;
  readonly suspended: number;
  readonly failedToday: number;
  readonly today: {
    readonly method: string;
    readonly deposits: string;
    readonly payouts: string;
    readonly count: number;
  }[];
  readonly float: string;
  readonly refusedWebhooks: { readonly count: number; readonly lastAt: Date | null };
  /** Refused because their time was too far from ours. */
  readonly wrongTimeWebhooks: number;
}

/** A treasurer counts only their members' transactions; finance and administrators all. */
const IN_SCOPE = `($1::uuid is null or exists (
  select from membership theirs join membership mine on mine.tontine_id = theirs.tontine_id and mine.kind = 'TREASURER' and mine.user_id = $1
  where theirs.user_id = t.user_id and theirs.kind = 'MEMBER'))`;

const TODAY = `(date_trunc('day', db_now() at time zone $2) at time zone $2)`;

export async function dashboard(pool: Pool, zone: string, actor: Person): Promise<Dashboard> {
  const treasurer = actor.role === 'TREASURER' ? actor.id : null;
  const all = async <R extends object>(sql: string, values: unknown[]) =>
    (await pool.query<R>(sql, values)).rows;
  const [open, counts, today, house] = await Promise.all([
    all<Dashboard['open'][number]>(
      `select t.type, case when age < interval '15 minutes' then '<15m' when age < interval '1 hour' then '<1h'
           when age < interval '24 hours' then '<24h' when age < interval '3 days' then '<3d' else 'older' end as "ageBucket",
         count(*)::int as count, sum(t.amount)::text as amount
       from queue_entry q join transaction t on t.id = q.transaction_id, lateral (select db_now() - t.created_at as age) a
       where q.queue = 'OPEN' and ${IN_SCOPE} group by 1, 2`,
      [treasurer],
    ),
    all<{ stale: number; unknown: number; attention: number; failedToday: number }>(
      `select count(*) filter (where q.stale_since is not null)::int as stale,
         count(*) filter (where t.status = 'PENDING' and t.gateway_state = 'UNKNOWN')::int as unknown,
         count(*) filter (where q.queue = 'ATTENTION')::int as attention,
         count(*) filter (where t.status = 'FAILED' and t.settled_at >= ${TODAY})::int as "failedToday"
       from queue_entry q join transaction t on t.id = q.transaction_id where ${IN_SCOPE}`,
      [treasurer, zone],
    ),
    all<Dashboard['today'][number]>(
      `select t.method, coalesce(sum(t.amount) filter (where t.type = 'DEPOSIT'), 0)::text as deposits,
         coalesce(sum(t.amount) filter (where t.type = 'WITHDRAWAL'), 0)::text as payouts, count(*)::int as count
       from transaction t where t.created_at >= ${TODAY} - interval '7 days' and t.settled_at >= ${TODAY} and t.status = 'COMPLETED'
         and t.method is not null and ${IN_SCOPE} group by 1 order by 1`,
      [treasurer, zone],
    ),
    all<{
      float: string;
      suspended: number;
      refused: number;
      wrongTime: number;
      lastAt: Date | null;
    }>(
      `select coalesce((select -sum(amount) from posting where account_id = system_account('gateway_float', 'XOF')), 0)::text as float,
         (select count(*)::int from webhook_outcome o where o.outcome = 'suspended'
            and not exists (select from webhook_outcome later where later.event_id = o.event_id and later.seq > o.seq)) as suspended,
         coalesce((select sum(count) from webhook_refusal where why = 'signature'), 0)::int as refused,
         coalesce((select sum(count) from webhook_refusal where why = 'timestamp'), 0)::int as "wrongTime",
         (select max(last_at) from webhook_refusal where why = 'signature') as "lastAt"`,
      [],
    ),
  ]);
  const { float, suspended, refused, wrongTime, lastAt } = present(house[0], 'house figures');
  return {
    open,
    ...present(counts[0], 'counts'),
    today,
    float,
    suspended,
    refusedWebhooks: { count: refused, lastAt },
    wrongTimeWebhooks: wrongTime,
  };
}
