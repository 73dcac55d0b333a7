import type { App } from '../app.ts';
import { present } from '../kernel/present.ts';
import type { HistoryFilter } from './history-filter.ts';
import type { Row } from './told-operation.ts';

/** How many operations a filter finds. */
export interface HistoryCount {
  readonly count: number;
  readonly isLeast: boolean;
}

export interface HistoryAsked {
  /** The member's own: all its operations are about them. */
  readonly walletId: string;
  readonly where: HistoryFilter['where'];
}

const OPEN = new Set(['PENDING', 'AWAITING_APPROVAL']);

/** Only what is asked is said: the planner must see that the index on wallet and time holds the order of the page. */
function met({ walletId, where: { type, status, createdAt } }: HistoryAsked) {
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const wallet = add(walletId);
  const within = [
    `t.wallet_id = ${wallet}::uuid`,
    ...(createdAt?.gte ? [`t.created_at >= ${add(createdAt.gte)}::timestamptz`] : []),
    ...(createdAt?.lt ? [`t.created_at < ${add(createdAt.lt)}::timestamptz`] : []),
    // What is open is in the queue, which knows the few of this wallet.
    ...(status?.in.every((one) => OPEN.has(one))
      ? [
          `t.id = any (array(select q.transaction_id from queue_entry q where q.wallet_id = ${wallet}::uuid and q.queue <> 'FAILED'))`,
        ]
      : []),
  ];
  const like = [
    ...(type ? [`t.type = any (${add(type.in)}::text[])`] : []),
    ...(status ? [`t.status = any (${add(status.in)}::text[])`] : []),
  ];
  return { within, like, values, add };
}

/** How many there are among the newest `most` of the wallet and the period; `isLeast`: older ones were not looked at. */
export async function countHistory(
  { read }: App,
  asked: HistoryAsked,
  most: number,
): Promise<HistoryCount> {
  const { within, like, values } = met(asked);
  const rows = await read<HistoryCount>(
    `select count(*) filter (where ${['true', ...like].join(' and ')})::int as count, count(*) = ${most} as "isLeast"
     from (select t.type, t.status from transaction t where ${within.join(' and ')} order by t.created_at desc, t.id desc limit ${most}) t`,
    values,
  );
  return present(rows[0], 'the count');
}

interface Found extends Omit<Row, 'amount' | 'corrections'> {
  readonly amount: string;
  readonly corrections: readonly (Omit<Row['corrections'][number], 'amount' | 'createdAt'> & {
    readonly amount: string;
    readonly createdAt: string;
  })[];
}

const exact = (amount: string) => ({ toFixed: () => amount });

/**
 * Up to `limit` of a member's operations with all that their rows show, newest first, after the operation `after`: one
 * statement, where each relation would be one of its own.
 */
export async function historyRows(
  { read }: App,
  asked: HistoryAsked,
  after: string | null,
  limit: number,
): Promise<Row[]> {
  const { within, like, values, add } = met(asked);
  const parts = [...within, ...like];
  if (after)
    parts.push(
      `(t.created_at, t.id) < (select a.created_at, a.id from transaction a where a.id = ${add(after)}::uuid)`,
    );
  const rows = await read<Found>(
    `select t.id::text as id, t.type, t.status, t.gateway_state as "gatewayState", t.direction, t.adjustment, t.amount::text as amount, t.method,
      t.phone, t.payment_url as "paymentUrl", t.failure_reason as "failureReason", t.warning, t.created_at as "createdAt",
      t.initiated_by::text as "initiatedById",
      (select json_build_object('fullName', u.full_name) from app_user u where u.id = t.initiated_by) as "initiatedBy",
      (select json_build_object('name', v.name) from vault v where v.id = t.vault_id) as vault,
      (select json_build_object('queue', q.queue) from queue_entry q where q.transaction_id = t.id) as queue,
      case when t.corrects_id is not null then json_build_object('id', t.corrects_id) end as corrects,
      coalesce((select json_agg(json_build_object('id', c.id, 'adjustment', c.adjustment, 'amount', c.amount::text, 'createdAt', c.created_at,
          'corrections', coalesce((select json_agg(json_build_object('id', d.id)) from transaction d where d.corrects_id = c.id), '[]')) order by c.id)
        from transaction c where c.corrects_id = t.id), '[]') as corrections
    from transaction t
    where ${parts.join(' and ')}
    order by t.created_at desc, t.id desc limit ${limit}`,
    values,
  );
  return rows.map(({ amount, corrections, ...row }) => ({
    ...row,
    amount: exact(amount),
    corrections: corrections.map((one) => ({
      ...one,
      amount: exact(one.amount),
      createdAt: new Date(one.createdAt),
    })),
  }));
}
