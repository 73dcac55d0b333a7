import type { Queryable } from '../../db/in-transaction.ts';
import type { Person } from '../../kernel/actor.ts';
import type { Condition } from './filter.ts';
import { AGE_SQL, type AgeBucket, type BreakKind, type Flow, type Verb } from './kinds.ts';

/** One line of the queue. Amounts are whole francs in decimal digits. */
export interface BreakRow {
  readonly id: string;
  readonly kind: BreakKind;
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

const COLUMNS = `b.id, b.kind, b.reason, b.flow, b.method, b.currency, b.value::text as value, b.difference::text as difference, b.reference,
  coalesce(b.phone, t.phone) as phone, u.full_name as "memberName", b.transaction_id as "transactionId", t.status as "transactionStatus",
  t.gateway_state as "gatewayState", b.opened_at as "openedAt", b.occurred_at as "occurredAt", ${AGE_SQL} as "ageBucket",
  case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.full_name) end as assignee, b.due_at as "dueAt",
  case when r.id is not null then jsonb_build_object('id', r.id, 'verb', r.verb, 'madeById', r.made_by, 'madeByName', m.full_name, 'madeAt', r.made_at) end as proposal,
  b.resolved_at as "resolvedAt", b.closed_by as "closedBy", (select count(*)::int from break_note n where n.break_id = b.id) as notes`;

export const FROM = `break_item b left join transaction t on t.id = b.transaction_id left join app_user u on u.id = t.user_id`;

const ORDERS = {
  oldest: 'b.opened_at, b.id',
  newest: 'b.opened_at desc, b.id desc',
  value: 'b.value desc, b.id',
} as const;

export type Sort = keyof typeof ORDERS;

/** The rows that meet a condition, with who assigned and proposed what. */
export async function readRows(
  db: Queryable,
  actor: Person,
  condition: Condition,
  sort: Sort,
  limit: number,
): Promise<BreakRow[]> {
  const { rows } = await db.query<Found>(
    `select ${COLUMNS} from ${FROM}
     left join app_user a on a.id = b.assignee_id
     left join resolution r on r.break_id = b.id and r.state = 'PROPOSED'
     left join app_user m on m.id = r.made_by
     where ${condition.sql} order by ${ORDERS[sort]} limit ${limit}`,
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
