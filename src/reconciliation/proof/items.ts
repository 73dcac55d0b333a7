import type { Queryable } from '../../db/in-transaction.ts';
import type { Currency } from '../../kernel/money.ts';

/** A part of the gap that has a name. Amounts are whole francs: what the gateway has more than our books. */
export interface ProofItem {
  /**
   * `break`: open. `ignored`: two people left it alone. `tolerated`: matched within a rule's tolerance.
   * `late_resolution`: answered after the proof's instant. `timing`: one side recorded it before the instant, the other after.
   */
  readonly kind: 'break' | 'ignored' | 'tolerated' | 'timing' | 'late_resolution';
  /** The break, or for tolerated and timing the transaction. */
  readonly id: string | null;
  /** The break's kind, or the direction. */
  readonly label: string;
  readonly reference: string | null;
  readonly amount: string;
}

/** What explains the gap at an instant, one row for each break or transaction. */
export async function itemsAt(tx: Queryable, currency: Currency, at: Date): Promise<ProofItem[]> {
  const { rows } = await tx.query<ProofItem>(
    `select case when b.resolved_at is null then 'break' when r.verb = 'ignore' then 'ignored' else 'late_resolution' end as kind,
       b.id::text as id, b.kind as label, b.reference, b.difference::text as amount
     from break_item b
     left join lateral (select x.verb from resolution x where x.break_id = b.id and x.state = 'APPROVED' order by x.checked_at desc limit 1) r on true
     where b.currency = $1 and b.difference <> 0 and coalesce(b.occurred_at, b.opened_at) < $2
       and (b.resolved_at is null or b.closed_by = 'resolution' and (b.resolved_at >= $2 or r.verb = 'ignore'))
     union all
     select 'tolerated', l.transaction_id::text, flow_of(l.kind), coalesce(l.reference, l.merchant_reference), l.difference::text
     from statement_line l where l.currency = $1 and l.outcome = 'matched' and l.difference <> 0 and l.occurred_at < $2
     union all
     select 'timing', x.id::text, flow_of(x.type), x.reference, x.amount from (
       select distinct on (t.id) t.id, t.type, t.gateway_reference as reference,
         (case when l.occurred_at < $2 then 1 else -1 end * effect_here(t.type, t.status, t.amount, t.fee))::text as amount
       from statement_file f join statement_line l on l.id between f.first_line_id and f.last_line_id join transaction t on t.id = l.transaction_id
       where f.state = 'MATCHED' and f.covers_from <= $2 and f.covers_to >= $2::timestamptz - interval '1 day' and l.currency = $1 and l.paired
         and l.outcome in ('matched', 'fee_difference', 'amount_mismatch') and t.status = 'COMPLETED' and (l.occurred_at < $2) <> (t.settled_at < $2)
         and not exists (select from break_item b where b.transaction_id = t.id and b.difference <> 0 and b.closed_by = 'resolution')
       order by t.id, f.method nulls last
     ) x
     order by 1, 3, 2`,
    [currency, at],
  );
  return rows;
}

export interface OnTheirWay {
  readonly count: number;
  readonly amount: string;
  /** The first hundred: nobody knows yet on which side of the instant the gateway debits them. */
  readonly transactions: readonly {
    readonly transactionId: string;
    readonly amount: string;
    readonly method: string;
    readonly sentAt: Date;
  }[];
}

/** Payouts that had left and were not final at the instant: the gateway may have debited them already. */
export async function onTheirWayAt(
  tx: Queryable,
  currency: Currency,
  at: Date,
): Promise<OnTheirWay> {
  const { rows } = await tx.query<
    OnTheirWay['transactions'][number] & { count: number; total: string }
  >(
    `select t.id as "transactionId", t.amount::text as amount, t.method, t.sent_at as "sentAt", count(*) over ()::int as count, sum(t.amount) over ()::text as total
     from (
       select q.transaction_id as id from queue_entry q join transaction p on p.id = q.transaction_id where q.queue = 'OPEN' and p.status = 'PENDING'
       union all
       select s.id from transaction s where s.id >= first_id_at($2::timestamptz - interval '31 days') and s.id < first_id_at($2) and s.settled_at >= $2
     ) way
     join transaction t on t.id = way.id
     where t.type = 'WITHDRAWAL' and t.currency = $1 and t.sent_at < $2
     order by t.sent_at, t.id limit 100`,
    [currency, at],
  );
  return {
    count: rows[0]?.count ?? 0,
    amount: rows[0]?.total ?? '0',
    transactions: rows.map(({ count: _count, total: _total, ...one }) => one),
  };
}
