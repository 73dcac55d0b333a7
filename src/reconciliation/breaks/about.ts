import type { Pool } from 'pg';
import type { Person } from '../../kernel/actor.ts';
import { isUuid } from '../../kernel/ids.ts';
import { isOfficer } from '../officer.ts';
import { type BreakName, type Flow, NAME_SQL, type Verb } from './kinds.ts';
import { standingAnswer } from './standing-answer.ts';

/** A break that was or is about an operation, and the answer that it has. */
export interface BreakAbout {
  readonly id: string;
  readonly name: BreakName;
  readonly flow: Flow;
  readonly value: string;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  readonly closedBy: 'resolution' | 'cleared' | 'undone' | null;
  /** The last answer that stands; null: none. */
  readonly verb: Verb | null;
  /** Whether an answer waits for a second person. */
  readonly proposed: boolean;
  /** Why the operation was flagged late, where that opened it: the flag itself goes with the queue. */
  readonly late: string | null;
  /** Who set the deposit aside, when and why; null: nobody did. */
  readonly aside: { readonly at: string; readonly by: string; readonly why: string } | null;
}

/** The breaks of an operation, or of what a correction corrects, newest first. Nobody but officers sees any. */
export async function breaksAbout(
  pool: Pool,
  { actor, transactionId }: { actor: Person; transactionId: string },
): Promise<BreakAbout[]> {
  if (!isOfficer(actor) || !isUuid(transactionId)) return [];
  const { rows } = await pool.query<BreakAbout>(
    `with family as (
       select $1::uuid as id
       union select t.corrects_id from transaction t where t.id = $1 and t.corrects_id is not null
       union select a.corrects_id from transaction t join transaction a on a.id = t.corrects_id where t.id = $1 and a.corrects_id is not null
       union select a.id from transaction a where a.corrects_id = $1
     ), found as (
       select b.id from family f join break_item b on b.transaction_id = f.id
       union select r.break_id from family f join resolution r on r.transaction_id = f.id
       union select e.break_id from family f join statement_line l on l.transaction_id = f.id and l.paired join break_evidence e on e.line_id = l.id
       union select e.break_id from family f join statement_line l on l.transaction_id = f.id and not l.paired join break_evidence e on e.line_id = l.id
       union select e.break_id from family f join statement_pair p on p.transaction_id = f.id join break_evidence e on e.line_id = p.line_id
       union select e.break_id from family f join webhook_outcome o on o.transaction_id = f.id join break_evidence e on e.event_id = o.event_id
     )
     select b.id, ${NAME_SQL} as name, b.flow, b.value::text as value, b.opened_at as "openedAt", b.resolved_at as "resolvedAt", b.closed_by as "closedBy",
       (${standingAnswer('r.verb', 'b.id')}) as verb,
       exists (select from resolution r where r.break_id = b.id and r.state = 'PROPOSED') as proposed,
       case b.kind when 'outcome_unknown' then b.reason end as late,
       (select jsonb_build_object('at', r.made_at, 'by', m.full_name, 'why', r.reason) from resolution r join app_user m on m.id = r.made_by
        where r.break_id = b.id and r.verb = 'set_aside' and r.state = 'DONE' limit 1) as aside
     from found n join break_item b on b.id = n.id order by b.opened_at desc, b.id desc limit 50`,
    [transactionId],
  );
  return rows;
}
