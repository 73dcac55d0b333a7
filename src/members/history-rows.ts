import type { App } from '../app.ts';
import type { HistoryFilter } from './history-filter.ts';
import type { Row } from './told-operation.ts';

export interface HistoryAsked {
  readonly walletId: string;
  readonly userId: string;
  readonly where: HistoryFilter['where'];
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
  { prisma }: App,
  { walletId, userId, where }: HistoryAsked,
  after: string | null,
  limit: number,
): Promise<Row[]> {
  const { type, status, createdAt } = where;
  const rows = await prisma.$queryRaw<Found[]>`
    select t.id::text as id, t.type, t.status, t.gateway_state as "gatewayState", t.direction, t.adjustment, t.amount::text as amount, t.method,
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
    where t.wallet_id = ${walletId}::uuid and t.user_id = ${userId}::uuid
      and (${type?.in ?? null}::text[] is null or t.type = any (${type?.in ?? null}::text[]))
      and (${status?.in ?? null}::text[] is null or t.status = any (${status?.in ?? null}::text[]))
      and (${createdAt?.gte ?? null}::timestamptz is null or t.created_at >= ${createdAt?.gte ?? null}::timestamptz)
      and (${createdAt?.lt ?? null}::timestamptz is null or t.created_at < ${createdAt?.lt ?? null}::timestamptz)
      and (${after}::uuid is null or (t.created_at, t.id) < (select a.created_at, a.id from transaction a where a.id = ${after}::uuid))
    order by t.created_at desc, t.id desc limit ${limit}`;
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
