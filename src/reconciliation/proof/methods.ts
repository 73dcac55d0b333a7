import type { Queryable } from '../../db/in-transaction.ts';
import type { BusinessDay } from './day.ts';
import { unseenBy } from './unseen.ts';

/** One method's day: the statement's equation beside our own float movement. Whole francs in decimal digits. */
export interface MethodProof {
  readonly method: string;
  readonly opening: string | null;
  readonly in: string;
  readonly out: string;
  readonly fees: string;
  readonly closing: string | null;
  /** Opening + in − out − fees = closing; null where the statement tells no balance. */
  readonly holds: boolean | null;
  readonly ours: {
    readonly in: string;
    readonly out: string;
    readonly fees: string;
    readonly net: string;
  };
  /** Statement less ours. */
  readonly difference: string;
  /** False where no statement tells of this method and day. */
  readonly told: boolean;
}

interface Found {
  readonly method: string;
  readonly opening: string | null;
  readonly closing: string | null;
  readonly told: boolean;
  readonly in: string;
  readonly out: string;
  readonly fees: string;
  readonly ourIn: string;
  readonly ourOut: string;
  readonly ourFees: string;
}

/** SQL parts and their values, beginning with currency, start and end of the day. */
interface OfDay {
  readonly journals: string;
  readonly values: readonly unknown[];
}

/**
 * The journals of a day: recorded in it, or before it and in flight until after the day before was closed, however many
 * closings that took. Apart, so that each reads by its own index.
 */
async function ofDay(tx: Queryable, { currency, startsAt, endsAt }: BusinessDay): Promise<OfDay> {
  const { rows } = await tx.query<{ snapshot: string }>(
    'select snapshot from proof_day where currency = $1 and ends_at = $2 and closed_at is not null',
    [currency, startsAt],
  );
  const snapshot = rows[0]?.snapshot;
  const columns = 'select j.id, j.kind, j.transaction_id from journal j where j.currency = $1';
  const within = `${columns} and j.recorded_at >= $2 and j.recorded_at < $3`;
  const values = [currency, startsAt, endsAt];
  if (snapshot === undefined) return { journals: within, values };
  const late = `${columns} and j.recorded_at < $2 and ${unseenBy('$4')}`;
  return { journals: `${within} union all ${late}`, values: [...values, snapshot] };
}

/**
 * Of several statements that tell of a method, its own operator's counts. A line that speaks of no transaction belongs to
 * the statement's method; on a statement of all methods nobody knows whose it is. An ADJUSTMENT moves the float of the
 * method of what it corrects, or of what the correction that it reverses did.
 */
const methodsIn = (journals: string) => `
  with of_day as (${journals}), ours as (
    select coalesce(t.method, c.method, o.method) as method,
      sum(-p.amount) filter (where j.kind = 'DEPOSIT' or j.kind = 'ADJUSTMENT' and p.amount < 0) as came,
      sum(p.amount) filter (where j.kind = 'PAYOUT_SETTLED' or j.kind = 'ADJUSTMENT' and p.amount > 0) as went,
      sum(p.amount) filter (where j.kind = 'FEE') as fees
    from of_day j join posting p on p.journal_id = j.id and p.account_id = system_account('gateway_float', $1)
    join transaction t on t.id = j.transaction_id
    left join transaction c on c.id = t.corrects_id
    left join transaction o on o.id = c.corrects_id
    where coalesce(t.method, c.method, o.method) is not null group by 1
  ), line as materialized (
    select coalesce(f.method, t.method) as method, f.method is not null as own, l.*
    from statement_file f join statement_line l on l.id between f.first_line_id and f.last_line_id
    left join transaction t on t.id = l.transaction_id
    where f.state = 'MATCHED' and f.covers_from < $3 and f.covers_to > $2 and f.currency = $1 and l.occurred_at >= $2 and l.occurred_at < $3
      and l.state = 'completed' and l.outcome <> 'repeated'
  ), series as (
    select distinct on (method) method, series, own from line where method is not null order by method, own desc, series
  ), told as (
    select s.method, sum(l.amount) filter (where l.kind = 'payment') as came, sum(l.amount) filter (where l.kind = 'payout') as went, sum(coalesce(l.fee, 0)) as fees,
      case when s.own then (array_agg(l.balance - effect_there(l.kind, l.amount, l.fee) order by l.occurred_at, l.line_no) filter (where l.balance is not null))[1] end as opening,
      case when s.own then (array_agg(l.balance order by l.occurred_at desc, l.line_no desc) filter (where l.balance is not null))[1] end as closing
    from series s join line l on l.series = s.series and l.method = s.method group by s.method, s.own
  )
  select coalesce(o.method, t.method) as method, t.method is not null as told, t.opening::text as opening, t.closing::text as closing,
    coalesce(t.came, 0)::text as in, coalesce(t.went, 0)::text as out, coalesce(t.fees, 0)::text as fees,
    coalesce(o.came, 0)::text as "ourIn", coalesce(o.went, 0)::text as "ourOut", coalesce(o.fees, 0)::text as "ourFees"
  from ours o full join told t on t.method = o.method order by 1`;

/** Each method's day by its statement and by our books, for every method of which one of them tells. */
export async function methodsOf(tx: Queryable, day: BusinessDay): Promise<MethodProof[]> {
  const { journals, values } = await ofDay(tx, day);
  const { rows } = await tx.query<Found>(methodsIn(journals), [...values]);
  return rows.map((row) => {
    const net = BigInt(row.in) - BigInt(row.out) - BigInt(row.fees);
    const ourNet = BigInt(row.ourIn) - BigInt(row.ourOut) - BigInt(row.ourFees);
    return {
      method: row.method,
      opening: row.opening,
      in: row.in,
      out: row.out,
      fees: row.fees,
      closing: row.closing,
      holds:
        row.opening === null || row.closing === null
          ? null
          : BigInt(row.opening) + net === BigInt(row.closing),
      ours: { in: row.ourIn, out: row.ourOut, fees: row.ourFees, net: String(ourNet) },
      difference: row.told ? String(net - ourNet) : '0',
      told: row.told,
    };
  });
}

export interface LateFact {
  readonly transactionId: string;
  readonly amount: string;
  readonly type: string;
  readonly method: string;
  /** The closed day, YYYY-MM-DD, to which it would have belonged. */
  readonly belongsTo: string;
}

/** What happened on a day that was closed already, and therefore stands in this one. */
export async function lateFacts(tx: Queryable, day: BusinessDay): Promise<LateFact[]> {
  const { journals, values } = await ofDay(tx, day);
  const { rows } = await tx.query<LateFact>(
    `with of_day as (${journals})
     select distinct on (t.id) t.id as "transactionId", t.amount::text as amount, t.type, t.method, d.day::text as "belongsTo"
     from of_day j join transaction t on t.id = j.transaction_id
     left join lateral (select l.occurred_at from statement_line l where l.transaction_id = t.id and l.paired limit 1) l on true
     join proof_day d on d.currency = $1 and d.closed_at is not null and d.ends_at <= $2 and coalesce(l.occurred_at, t.sent_at) >= d.starts_at
       and coalesce(l.occurred_at, t.sent_at) < d.ends_at
     where j.kind in ('DEPOSIT', 'PAYOUT_SETTLED', 'PAYOUT_RETURNED') and t.type in ('DEPOSIT', 'WITHDRAWAL')
     order by t.id limit 500`,
    [...values],
  );
  return rows;
}
