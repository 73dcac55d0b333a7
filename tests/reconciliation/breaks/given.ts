import type { Pool } from 'pg';
import type { BreakRow } from '../../../src/reconciliation/breaks/rows.ts';

/** A break as a row, for what only reads rows. Ages and due times in minutes from now. */
export interface Planted {
  readonly kind?: BreakRow['kind'];
  readonly flow?: 'deposit' | 'payout' | null;
  readonly method?: string | null;
  readonly value?: number;
  readonly reference?: string | null;
  readonly phone?: string | null;
  readonly transactionId?: string | null;
  readonly assigneeId?: string | null;
  readonly age?: number;
  /** Minutes since it happened in the world; null: nobody knows, and its age is that of the row. */
  readonly occurred?: number | null;
  readonly reason?: string | null;
  readonly due?: number | null;
  readonly closed?: boolean;
}

/** Answers the id of the row that was planted. */
export async function plant(owner: Pool, one: Planted = {}): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into break_item (kind, flow, method, value, difference, reference, phone, transaction_id, assignee_id, opened_at, due_at, resolved_at, closed_by, occurred_at, reason)
     values ($1, $2, $3, $4::numeric, $4::numeric, $5, $6, $7, $8, db_now() - $9 * interval '1 minute', db_now() + $10 * interval '1 minute',
       case when $11 then db_now() end, case when $11 then 'cleared' end, db_now() - $12 * interval '1 minute', $13) returning id`,
    [
      one.kind ?? 'missing_in_ledger',
      one.flow ?? null,
      one.method ?? null,
      one.value ?? 100,
      one.reference ?? null,
      one.phone ?? null,
      one.transactionId ?? null,
      one.assigneeId ?? null,
      one.age ?? 0,
      one.due ?? null,
      one.closed ?? false,
      one.occurred ?? null,
      one.reason ?? null,
    ],
  );
  return rows[0]!.id;
}
