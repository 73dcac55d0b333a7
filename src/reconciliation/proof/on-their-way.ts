import type { Queryable } from '../../db/in-transaction.ts';
import type { Currency } from '../../kernel/money.ts';
import { present } from '../../kernel/present.ts';
import { type ProofItem, TOLD } from './items.ts';
import { wholeMethodsWithin } from './whole-methods.ts';

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
  /** What is held for payouts that had not left: to approve, or to send. */
  readonly waiting: string;
}

/** A payout that the gateway may have debited before the instant. */
export interface Candidate {
  readonly id: string;
  readonly reference: string | null;
  readonly method: string;
  /** What the gateway takes for it, with its fee. */
  readonly debit: bigint;
  /** The gateway is known to have taken its order. */
  readonly accepted: boolean;
}

interface Left {
  readonly transactionId: string;
  readonly amount: string;
  readonly method: string;
  readonly sentAt: Date;
  readonly reference: string | null;
  readonly debit: string;
  readonly accepted: boolean;
  readonly unnamed: boolean;
}

/** Payouts that were not final at an instant. */
const NOT_FINAL = `
  select q.transaction_id as id from queue_entry q join transaction p on p.id = q.transaction_id
  where q.queue = 'OPEN' and p.status in ('PENDING', 'AWAITING_APPROVAL')
  union all
  select s.id from transaction s where s.id >= first_id_at($2::timestamptz - interval '31 days') and s.id < first_id_at($2) and s.settled_at >= $2`;

const WAITING = `
  select coalesce(sum(t.amount), 0)::text as amount from (${NOT_FINAL}) way
  join transaction t on t.id = way.id and t.type = 'WITHDRAWAL' and t.currency = $1 and t.created_at < $2 and coalesce(t.sent_at >= $2, true)`;

/**
 * Payouts that had left and were not final at an instant, in the order in which they left. Unnamed is one that has not
 * failed since, of which no statement and no break speaks, and that no statement covers from its leaving to the
 * instant: such a one would tell it.
 */
const LEFT = `
  with covered as materialized (
    select f.method, range_agg(tstzrange(f.covers_from, f.covers_to)) as spans from statement_file f
    where f.state = 'MATCHED' and f.currency = $1 and f.covers_from is not null group by f.series, f.method
  )
  select t.id as "transactionId", t.amount::text as amount, t.method, t.sent_at as "sentAt", t.gateway_reference as reference,
    (t.amount + case t.status when 'COMPLETED' then t.fee else coalesce(t.quoted_fee, 0) end)::text as debit,
    t.status = 'COMPLETED' or t.gateway_state is not distinct from 'ACCEPTED' as accepted,
    t.status in ('PENDING', 'COMPLETED')
      and not exists (select from statement_line l where l.transaction_id = t.id and l.paired)
      and not exists (select from statement_line l where l.transaction_id = t.id and not l.paired)
      and not exists (select from break_item b where b.transaction_id = t.id and b.difference <> 0)
      and not exists (select from covered c where (c.method is null or c.method = t.method) and c.spans @> tstzrange(t.sent_at, $2)) as unnamed
  from (${NOT_FINAL}) way
  join transaction t on t.id = way.id and t.type = 'WITHDRAWAL' and t.currency = $1 and t.sent_at < $2
  order by t.sent_at, t.id`;

/** Payouts that had left and were not final at the instant, and which of them may account for missing francs. */
export async function onTheirWayAt(
  tx: Queryable,
  currency: Currency,
  at: Date,
): Promise<{ shown: OnTheirWay; candidates: readonly Candidate[] }> {
  const { rows } = await tx.query<Left>(LEFT, [currency, at]);
  const { rows: held } = await tx.query<{ amount: string }>(WAITING, [currency, at]);
  return {
    shown: {
      count: rows.length,
      amount: String(rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n)),
      transactions: rows.slice(0, TOLD).map(({ transactionId, amount, method, sentAt }) => ({
        transactionId,
        amount,
        method,
        sentAt,
      })),
      waiting: present(held[0], 'waiting').amount,
    },
    candidates: rows
      .filter(({ unnamed }) => unnamed)
      .map(({ transactionId: id, reference, method, debit, accepted }) => ({
        id,
        reference,
        method,
        debit: BigInt(debit),
        accepted,
      })),
  };
}

/**
 * The payouts on their way that account for as many of the missing francs as they can, and never for more: some
 * methods debit a payout when it leaves, we when it is final.
 */
export function debitedAhead(missing: bigint, candidates: readonly Candidate[]): ProofItem[] {
  if (missing <= 0n) return [];
  const chosen = wholeMethodsWithin(missing, candidates);
  const rest = chosen.slice(TOLD);
  const kind = 'on_their_way' as const;
  const told = chosen.slice(0, TOLD).map(({ id, reference, debit }) => ({
    kind,
    id,
    label: 'payout',
    reference,
    amount: `-${debit}`,
  }));
  if (rest.length === 0) return told;
  const sum = rest.reduce((total, { debit }) => total + debit, 0n);
  return [
    ...told,
    { kind, id: null, label: 'payout', reference: null, amount: `-${sum}`, others: rest.length },
  ];
}
