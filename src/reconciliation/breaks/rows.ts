import type { Queryable } from '../../db/in-transaction.ts';
import type { Person } from '../../kernel/actor.ts';
import { invalid } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Condition } from './filter.ts';
import {
  AGE_SQL,
  type AgeBucket,
  type BreakKind,
  type BreakName,
  type Flow,
  NAME_SQL,
  SINCE_SQL,
  type Verb,
} from './kinds.ts';

/** One line of the queue. Amounts are whole francs in decimal digits. */
export interface BreakRow {
  readonly id: string;
  readonly kind: BreakKind;
  /** What people call it. */
  readonly name: BreakName;
  readonly reason: string | null;
  readonly flow: Flow;
  readonly method: string | null;
  readonly currency: string;
  /** At stake, never negative. */
  readonly value: string;
  /** Effect at the gateway less effect in our books, on the float; null: nobody can say. */
  readonly difference: string | null;
  readonly reference: string | null;
  readonly phone: string | null;
  readonly memberName: string | null;
  readonly transactionId: string | null;
  readonly transactionStatus: string | null;
  readonly openedAt: Date;
  readonly occurredAt: Date | null;
  /** What its age counts from. */
  readonly since: Date;
  readonly ageBucket: AgeBucket;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  readonly dueAt: Date | null;
  readonly proposal: {
    readonly id: string;
    readonly verb: Verb;
    readonly madeById: string;
    readonly madeByName: string;
    readonly madeAt: Date;
    readonly mayDecide: boolean;
  } | null;
  readonly resolvedAt: Date | null;
  readonly closedBy: 'resolution' | 'cleared' | 'undone' | null;
  readonly notes: number;
  readonly plain: Verb | null;
}

type Found = Omit<BreakRow, 'plain' | 'proposal'> & {
  readonly gatewayState: string | null;
  readonly proposal: Omit<NonNullable<BreakRow['proposal']>, 'mayDecide' | 'madeAt'> & {
    readonly madeAt: string;
  };
};

const COLUMNS = `b.id, b.kind, ${NAME_SQL} as name, b.reason, b.flow, b.method, b.currency, b.value::text as value, b.difference::text as difference, b.reference,
  coalesce(b.phone, t.phone) as phone, u.full_name as "memberName", b.transaction_id as "transactionId", t.status as "transactionStatus",
  t.gateway_state as "gatewayState", b.opened_at as "openedAt", b.occurred_at as "occurredAt", ${SINCE_SQL} as since, ${AGE_SQL} as "ageBucket",
  case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.full_name) end as assignee, b.due_at as "dueAt",
  case when r.id is not null then jsonb_build_object('id', r.id, 'verb', r.verb, 'madeById', r.made_by, 'madeByName', m.full_name, 'madeAt', r.made_at) end as proposal,
  b.resolved_at as "resolvedAt", b.closed_by as "closedBy", (select count(*)::int from break_note n where n.break_id = b.id) as notes`;

export const FROM = `break_item b left join transaction t on t.id = b.transaction_id left join app_user u on u.id = t.user_id`;

/** The orders of the queue as SQL. */
export const ORDERS = {
  oldest: `${SINCE_SQL}, b.id`,
  newest: `${SINCE_SQL} desc, b.id desc`,
  value: 'b.value desc, b.id',
} as const;

export type Sort = keyof typeof ORDERS;

const CURSOR = `select ${SINCE_SQL}, b.id from break_item b where b.id =`;

/** What comes after the row `id` (a placeholder) in each order, as SQL. */
const AFTER: Readonly<Record<Sort, (id: string) => string>> = {
  oldest: (id) => `(${SINCE_SQL}, b.id) > (${CURSOR} ${id})`,
  newest: (id) => `(${SINCE_SQL}, b.id) < (${CURSOR} ${id})`,
  value: (id) =>
    `exists (select from break_item x where x.id = ${id} and (b.value < x.value or b.value = x.value and b.id > x.id))`,
};

/** A condition and what comes after the cursor. @throws InvalidInput `filter_invalid` */
export function after(condition: Condition, cursor: string | undefined, sort: Sort): Condition {
  if (cursor === undefined) return condition;
  if (!isUuid(cursor)) throw invalid('cursor', 'filter_invalid', 'The cursor cannot be read.');
  const values = [...condition.values, cursor];
  return { sql: `${condition.sql} and ${AFTER[sort](`$${values.length}::uuid`)}`, values };
}

/** The rows that meet a condition, with who assigned and proposed what. */
export async function readRows(
  db: Queryable,
  actor: Person,
  condition: Condition,
  sort: Sort,
  limit: number,
): Promise<BreakRow[]> {
  const asked = `where ${condition.sql} order by ${ORDERS[sort]} limit ${limit}`;
  // No index is in the order of what is at stake: only the rows of the page are joined with the rest.
  const [from, rest] =
    sort === 'value'
      ? [
          `(select b.id from ${FROM} ${asked}) page join (${FROM}) on b.id = page.id`,
          `order by ${ORDERS[sort]}`,
        ]
      : [FROM, asked];
  const { rows } = await db.query<Found>(
    `select ${COLUMNS}
     from ${from}
     left join app_user a on a.id = b.assignee_id
     left join resolution r on r.break_id = b.id and r.state = 'PROPOSED'
     left join app_user m on m.id = r.made_by
     ${rest}`,
    [...condition.values],
  );
  return rows.map(({ gatewayState, ...row }) => ({
    ...row,
    proposal: row.proposal && {
      ...row.proposal,
      madeAt: new Date(row.proposal.madeAt),
      mayDecide: row.proposal.madeById !== actor.id,
    },
    plain: row.proposal || row.resolvedAt ? null : plainVerb(row, gatewayState),
  }));
}

/** The answer that needs no thought, where there is one. */
function plainVerb(row: Omit<Found, 'gatewayState'>, gatewayState: string | null): Verb | null {
  switch (row.kind) {
    case 'missed_delivery':
      return 'mark_completed';
    case 'fee_difference':
      return 'write_off';
    case 'missing_in_ledger':
    case 'missing_at_gateway':
    case 'amount_mismatch':
    case 'duplicate':
    case 'proof_gap':
      return 'post_suspense';
    case 'outcome_unknown':
      return row.flow === 'deposit' && gatewayState === 'ACCEPTED' ? 'set_aside' : 'query_again';
    case 'double_funded':
    case 'status_conflict':
    case 'conflicting_event':
      return row.transactionStatus === 'COMPLETED' ? 'mark_failed' : 'mark_completed';
    default:
      return null;
  }
}
