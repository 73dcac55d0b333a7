import type { Queryable } from '../../db/in-transaction.ts';

/** A transaction that an orphan may belong to, and why, for a person to decide. */
export interface Candidate {
  readonly transactionId: string;
  readonly memberName: string;
  readonly amount: string;
  readonly phone: string;
  readonly method: string;
  readonly status: string;
  readonly gatewayState: string | null;
  readonly at: Date;
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly {
    readonly code:
      | 'same_amount'
      | 'same_phone'
      | 'same_method'
      | 'minutes_apart'
      | 'outcome_unknown'
      | 'no_reference';
    readonly details: Readonly<Record<string, string | number>>;
  }[];
}

interface Found extends Omit<Candidate, 'score' | 'reasons'> {
  readonly sameAmount: boolean;
  readonly samePhone: boolean;
  readonly sameMethod: boolean;
  readonly minutes: number;
  readonly unknown: boolean;
  readonly noReference: boolean;
}

const MOST = 5;

/**
 * The open and failed transactions that what a break tells may be about: same direction and currency, within
 * three days, and the same amount or phone. Best first; nothing is ever applied by itself.
 */
export async function candidatesFor(db: Queryable, breakId: string): Promise<Candidate[]> {
  const { rows } = await db.query<Found>(
    `with told as (
       select coalesce(l.kind, v.kind) as kind, coalesce(l.amount, v.amount) as amount, coalesce(l.phone, v.phone, b.phone) as phone,
         coalesce(l.occurred_at, v.received_at, b.opened_at) as at, b.method, b.currency
       from break_item b left join break_evidence e on e.break_id = b.id
       left join statement_line l on l.id = e.line_id left join webhook_event v on v.id = e.event_id
       where b.id = $1 and b.transaction_id is null order by l.id nulls last limit 1
     )
     select t.id as "transactionId", u.full_name as "memberName", t.amount::text as amount, t.phone, t.method, t.status,
       t.gateway_state as "gatewayState", coalesce(t.sent_at, t.created_at) as at, coalesce(t.amount = s.amount, false) as "sameAmount",
       coalesce(t.phone = s.phone, false) as "samePhone", coalesce(t.method = s.method, false) as "sameMethod",
       round(abs(extract(epoch from s.at - coalesce(t.sent_at, t.created_at))) / 60)::int as minutes,
       t.status = 'PENDING' and t.gateway_state in ('SENDING', 'UNKNOWN') as unknown, t.gateway_reference is null as "noReference"
     from told s
     join queue_entry q on q.queue in ('OPEN', 'FAILED', 'ATTENTION', 'ASIDE')
     join transaction t on t.id = q.transaction_id join app_user u on u.id = t.user_id
     where t.type = case s.kind when 'payment' then 'DEPOSIT' else 'WITHDRAWAL' end and t.currency = s.currency and t.sent_at is not null
       and (t.amount = s.amount or t.phone = s.phone) and abs(extract(epoch from s.at - t.sent_at)) < 3 * 86400
     order by (t.amount = s.amount)::int + coalesce((t.phone = s.phone)::int, 0) desc, abs(extract(epoch from s.at - t.sent_at)) limit 20`,
    [breakId],
  );
  return rows
    .map(rank)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST);
}

function rank(found: Found): Candidate {
  const { sameAmount, samePhone, sameMethod, minutes, unknown, noReference, ...facts } = found;
  const near = minutes <= 60 ? 10 : minutes <= 24 * 60 ? 5 : 0;
  const apart: Candidate['reasons'][number]['code'] = 'minutes_apart';
  const reasons: Candidate['reasons'][number][] = [];
  const say = (holds: boolean, why: Candidate['reasons'][number]['code']) =>
    holds && reasons.push({ code: why, details: {} });
  say(sameAmount, 'same_amount');
  say(samePhone, 'same_phone');
  say(sameMethod, 'same_method');
  reasons.push({ code: apart, details: { minutes } });
  say(unknown, 'outcome_unknown');
  say(noReference, 'no_reference');
  const score =
    Number(sameAmount) * 35 +
    Number(samePhone) * 30 +
    Number(sameMethod) * 5 +
    near +
    Number(unknown) * 10 +
    Number(noReference) * 10;
  return { ...facts, score, reasons };
}
