import type { Queryable } from '../../db/in-transaction.ts';
import type { Person } from '../../kernel/actor.ts';
import type { Verb } from '../breaks/kinds.ts';

export interface PostingLine {
  /** The account's kind. */
  readonly account: string;
  /** The member's name, for a wallet. */
  readonly name: string | null;
  /** Whole francs as posted: + adds to what we owe, − takes from it. */
  readonly amount: string;
}

export interface ResolutionRow {
  readonly id: string;
  readonly breakId: string;
  readonly verb: Verb;
  readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'DONE';
  readonly reason: string;
  readonly postings: readonly PostingLine[];
  readonly madeById: string;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly checkedByName: string | null;
  readonly checkedAt: Date | null;
  readonly checkReason: string | null;
  readonly reversesId: string | null;
  readonly reversedById: string | null;
  /** What it settled or made. */
  readonly transactionId: string | null;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
}

/** Every resolution of a break, newest first. */
export async function resolutionsOf(
  db: Queryable,
  actor: Person,
  breakId: string,
): Promise<ResolutionRow[]> {
  const { rows } = await db.query<Omit<ResolutionRow, 'mayDecide' | 'mayWithdraw'>>(
    `select r.id, r.break_id as "breakId", r.verb, r.state, r.reason, plan_postings(r.plan) as postings, r.made_by as "madeById",
       m.full_name as "madeByName", r.made_at as "madeAt", c.full_name as "checkedByName", r.checked_at as "checkedAt",
       r.check_reason as "checkReason", r.reverses_id as "reversesId", x.id as "reversedById", r.transaction_id as "transactionId"
     from resolution r join app_user m on m.id = r.made_by left join app_user c on c.id = r.checked_by
     left join resolution x on x.reverses_id = r.id and x.state in ('PROPOSED', 'APPROVED')
     where r.break_id = $1 order by r.made_at desc, r.id desc`,
    [breakId],
  );
  return rows.map((row) => ({
    ...row,
    mayDecide: row.state === 'PROPOSED' && row.madeById !== actor.id,
    mayWithdraw: row.state === 'PROPOSED' && row.madeById === actor.id,
  }));
}
