import type { Queryable } from '../../db/in-transaction.ts';
import type { Currency } from '../../kernel/money.ts';
import { SINCE_SQL } from '../breaks/kinds.ts';

/** A part of the gap that has a name. Amounts are whole francs: what the gateway has more than our books. */
export interface ProofItem {
  /**
   * `break`: open. `ignored`: two people left it alone. `tolerated`: matched within a rule's tolerance.
   * `late_resolution`: answered after the proof's instant. `timing`: one side recorded it before the instant, the other after.
   * `on_their_way`: a payout that had left and was not final, and that the gateway may have debited: its francs are missing there.
   */
  readonly kind: 'break' | 'ignored' | 'tolerated' | 'timing' | 'late_resolution' | 'on_their_way';
  /** The break, or for tolerated, timing and on_their_way the transaction. */
  readonly id: string | null;
  /** The break's kind, or the direction. */
  readonly label: string;
  readonly reference: string | null;
  readonly amount: string;
  /** Only on a line that stands for the rest of its kind and label: of how many this is the sum. */
  readonly others?: number;
}

/** How many are told one by one of a kind and label, the largest first: a frozen report must stay readable. */
export const TOLD = 100;

const NAMED = `
  select case when b.resolved_at is null then 'break' when r.verb = 'ignore' then 'ignored' else 'late_resolution' end as kind,
    b.id, b.kind as label, b.reference, b.difference as amount
  from break_item b
  left join lateral (select x.verb from resolution x where x.break_id = b.id and x.state = 'APPROVED' order by x.checked_at desc limit 1) r on true
  where b.currency = $1 and b.difference <> 0 and ${SINCE_SQL} < $2
    and (b.resolved_at is null or b.closed_by = 'resolution' and (b.resolved_at >= $2 or r.verb = 'ignore'))
  union all
  select 'tolerated', l.transaction_id, flow_of(l.kind), coalesce(l.reference, l.merchant_reference), l.difference
  from statement_line l where l.currency = $1 and l.outcome = 'matched' and l.difference <> 0 and l.occurred_at < $2
  union all
  select 'timing', x.id, flow_of(x.type), x.reference, x.amount from (
    select distinct on (t.id) t.id, t.type, t.gateway_reference as reference,
      case when l.occurred_at < $2 then 1 else -1 end * effect_here(t.type, t.status, t.amount, t.fee) as amount
    from statement_file f join statement_line l on l.id between f.first_line_id and f.last_line_id join transaction t on t.id = l.transaction_id
    where f.state = 'MATCHED' and f.covers_from <= $2 and f.covers_to >= $2::timestamptz - interval '1 day' and l.currency = $1 and l.paired
      and l.outcome in ('matched', 'fee_difference', 'amount_mismatch') and t.status = 'COMPLETED' and (l.occurred_at < $2) <> (t.settled_at < $2)
      and not exists (select from break_item b where b.transaction_id = t.id and b.difference <> 0 and b.closed_by = 'resolution')
    order by t.id, f.method nulls last
  ) x`;

/** What explains the gap at an instant: the largest breaks and transactions one by one, the rest of each kind in one line. */
export async function itemsAt(tx: Queryable, currency: Currency, at: Date): Promise<ProofItem[]> {
  const { rows } = await tx.query<Omit<ProofItem, 'others'> & { others: number | null }>(
    `with ranked as (
       select n.*, row_number() over (partition by n.kind, n.label order by abs(n.amount) desc, n.id) as place from (${NAMED}) n
     )
     select kind, label, id::text as id, reference, amount::text as amount, null::int as others, place from ranked where place <= ${TOLD}
     union all
     select kind, label, null, null, sum(amount)::text, count(*)::int, ${TOLD + 1} from ranked where place > ${TOLD} group by 1, 2
     order by 1, 2, 7`,
    [currency, at],
  );
  return rows.map(({ kind, id, label, reference, amount, others }) => ({
    kind,
    id,
    label,
    reference,
    amount,
    ...(others === null ? {} : { others }),
  }));
}

/** What the day's own open break explains at an instant, whole francs. */
export async function gapBreakAt(
  tx: Queryable,
  { day, currency }: { readonly day: string; readonly currency: Currency },
  at: Date,
): Promise<bigint> {
  const { rows } = await tx.query<{ amount: string }>(
    `select b.difference::text as amount from break_item b
     where b.kind = 'proof_gap' and b.resolved_at is null and b.business_day = $1 and b.currency = $2 and ${SINCE_SQL} < $3`,
    [day, currency, at],
  );
  return BigInt(rows[0]?.amount ?? 0);
}
