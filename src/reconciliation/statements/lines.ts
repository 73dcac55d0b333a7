import type { Pool } from 'pg';
import type { Person } from '../../kernel/actor.ts';
import { invalid } from '../../kernel/errors.ts';
import { HEARD } from '../heard.ts';
import { expectOfficer } from '../officer.ts';
import { expectStatement } from './statements.ts';

/** What a line became, as `statement_line.outcome` has it; `waiting`: it is not compared yet. */
const LINE_OUTCOMES = [
  'matched',
  'repeated',
  'not_happened',
  'missing_in_ledger',
  'amount_mismatch',
  'fee_difference',
  'duplicate',
  'status_conflict',
  'missed_delivery',
  'waiting',
] as const;
type LineOutcome = (typeof LINE_OUTCOMES)[number];

/** One line of an imported file, beside what it became. Amounts are whole francs in digits. */
export interface FileLine {
  readonly id: string;
  readonly lineNo: number;
  readonly kind: 'payment' | 'payout';
  readonly state: 'completed' | 'failed';
  readonly occurredAt: Date;
  readonly reference: string | null;
  readonly phone: string | null;
  readonly amount: string;
  readonly fee: string | null;
  readonly outcome: LineOutcome;
  /** Of a line that we still wait for: what came of the gateway's own message. Null: of any other line. */
  readonly message: 'none' | 'other_amount' | 'no_effect' | null;
  /** It failed there, and an open break says that our books have it as completed. */
  readonly completedHere: boolean;
  /** Effect at the gateway less effect in our books. */
  readonly difference: string;
  readonly transactionId: string | null;
  readonly breakId: string | null;
  readonly breakOpen: boolean;
}

interface LinesAsked {
  readonly actor: Person;
  readonly fileId: string;
  readonly outcome?: string | undefined;
  /** The last line of the page before. */
  readonly after?: string | undefined;
}

const SHOWN = 50;

/** Each as an index holds it: of a million lines nearly all are matched. */
const conditionOf = (outcome: LineOutcome | null): string => {
  if (outcome === null) return 'true';
  if (outcome === 'matched') return `l.outcome = 'matched'`;
  const odd = `l.outcome is distinct from 'matched'`;
  return outcome === 'waiting' ? `${odd} and l.outcome is null` : `${odd} and l.outcome = $4`;
};

function outcomeAsked(outcome: string | undefined): LineOutcome | null {
  if (!outcome) return null;
  const known = LINE_OUTCOMES.find((one) => one === outcome);
  if (!known) throw invalid('outcome', 'filter_invalid', 'There is no such outcome of a line.');
  return known;
}

/**
 * A file's lines in their order, all of them or those of one outcome, a page at a time: the lines of a file are neighbours.
 * @throws Forbidden `officers_only`; NotFound; InvalidInput `filter_invalid`
 */
export async function fileLines(
  pool: Pool,
  asked: LinesAsked,
): Promise<{ lines: FileLine[]; next: string | null }> {
  expectOfficer(asked.actor);
  const outcome = outcomeAsked(asked.outcome);
  const after = asked.after || '0';
  if (!/^\d{1,18}$/.test(after)) throw invalid('after', 'filter_invalid', 'No line has this id.');
  await expectStatement(pool, asked.fileId);
  const values = [asked.fileId, after, SHOWN + 1];
  const byValue = outcome !== null && outcome !== 'matched' && outcome !== 'waiting';
  const { rows } = await pool.query<FileLine>(
    `select l.id::text as id, l.line_no as "lineNo", l.kind, l.state, l.occurred_at as "occurredAt",
       coalesce(l.reference, l.merchant_reference, l.own_id::text) as reference, l.phone, l.amount::text as amount, l.fee::text as fee,
       coalesce(l.outcome, 'waiting') as outcome, l.transaction_id as "transactionId", b.id as "breakId",
       case when l.outcome is distinct from 'missed_delivery' then null when not ${HEARD} then 'none'
         when exists (select from webhook_outcome w where w.transaction_id = t.id and w.outcome = 'suspended' and w.reason = 'amount_mismatch') then 'other_amount'
         else 'no_effect' end as message,
       other.id is not null as "completedHere", coalesce(other.difference, l.difference)::text as difference,
       b.resolved_at is null and b.id is not null as "breakOpen"
     from (
       select l.* from statement_file f cross join lateral (
         select * from statement_line l where l.id between greatest(f.first_line_id, $2::bigint + 1) and f.last_line_id and ${conditionOf(outcome)}
         order by l.id limit $3) l
       where f.id = $1) l
     left join transaction t on t.id = l.transaction_id
     left join break_evidence e on e.line_id = l.id
     left join break_item other on l.outcome = 'not_happened' and t.status = 'COMPLETED' and other.transaction_id = t.id and other.resolved_at is null
       and other.kind in ('missing_at_gateway', 'status_conflict')
     left join break_item b on b.id = coalesce(other.id, e.break_id)
     order by l.id`,
    byValue ? [...values, outcome] : values,
  );
  const lines = rows.slice(0, SHOWN);
  return { lines, next: rows.length > SHOWN ? (lines.at(-1)?.id ?? null) : null };
}
