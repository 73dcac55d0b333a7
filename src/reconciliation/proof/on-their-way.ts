import type { Queryable } from '../../db/in-transaction.ts';
import type { Currency } from '../../kernel/money.ts';
import { type ProofItem, TOLD } from './items.ts';

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

/** Payouts that had left and were not final at an instant. */
const WAY = `(
    select q.transaction_id as id from queue_entry q join transaction p on p.id = q.transaction_id where q.queue = 'OPEN' and p.status = 'PENDING'
    union all
    select s.id from transaction s where s.id >= first_id_at($2::timestamptz - interval '31 days') and s.id < first_id_at($2) and s.settled_at >= $2
  ) way
  join transaction t on t.id = way.id and t.type = 'WITHDRAWAL' and t.currency = $1 and t.sent_at < $2`;

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
     from ${WAY} order by t.sent_at, t.id limit ${TOLD}`,
    [currency, at],
  );
  return {
    count: rows[0]?.count ?? 0,
    amount: rows[0]?.total ?? '0',
    transactions: rows.map(({ count: _count, total: _total, ...one }) => one),
  };
}

interface Candidate {
  readonly id: string;
  readonly reference: string | null;
  /** What the gateway takes for it, with its fee. */
  readonly debit: string;
}

/** How many are tried, and how many different sums: what is more is a busy hour, and every sum can be reached. */
const CANDIDATES = 200;
const SUMS = 20_000;

/**
 * The payouts on their way that account for as many of the missing francs as they can, and never for more: some
 * gateways debit a payout when it leaves, we when it is final. One that a statement or a break speaks of is named there.
 */
export async function debitedAhead(
  tx: Queryable,
  currency: Currency,
  at: Date,
  missing: bigint,
): Promise<ProofItem[]> {
  if (missing <= 0n) return [];
  const { rows } = await tx.query<Candidate>(
    `select t.id, t.gateway_reference as reference, (t.amount + case t.status when 'COMPLETED' then t.fee else coalesce(t.quoted_fee, 0) end)::text as debit
     from ${WAY}
     where not exists (select from statement_line l where l.transaction_id = t.id and l.paired)
       and not exists (select from break_item b where b.transaction_id = t.id and b.difference <> 0)
     order by t.gateway_state = 'ACCEPTED' desc, t.sent_at, t.id limit ${CANDIDATES}`,
    [currency, at],
  );
  return asItems(largestWithin(missing, rows));
}

interface Chosen {
  readonly one: Candidate;
  readonly before: Chosen | null;
}

/** Those whose sum is the largest that does not exceed the limit; of equal sums the one that is found first. */
export function largestWithin(limit: bigint, candidates: readonly Candidate[]): Candidate[] {
  const sums = new Map<bigint, Chosen | null>([[0n, null]]);
  let best = 0n;
  for (const one of candidates) {
    for (const [sum, before] of [...sums]) {
      const more = sum + BigInt(one.debit);
      if (more > limit || sums.has(more)) continue;
      sums.set(more, { one, before });
      if (more > best) best = more;
    }
    if (best === limit || sums.size > SUMS) break;
  }
  const chosen: Candidate[] = [];
  for (let at = sums.get(best) ?? null; at; at = at.before) chosen.push(at.one);
  return chosen.reverse();
}

function asItems(chosen: readonly Candidate[]): ProofItem[] {
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
  const sum = rest.reduce((total, { debit }) => total + BigInt(debit), 0n);
  return [
    ...told,
    { kind, id: null, label: 'payout', reference: null, amount: `-${sum}`, others: rest.length },
  ];
}
