import type { Queryable } from '../db/in-transaction.ts';
import type { Person } from '../kernel/actor.ts';
import { type ErrorDetails, forbidden, notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { type NoticeKind, noticeSentence, type Severity } from './notice.ts';

export interface ReadableNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly severity: Severity;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly data: ErrorDetails;
  /** The member whose operation it is about; it stays in the house. */
  readonly who: string | null;
  /** In the reader's language. */
  readonly sentence: string;
  readonly createdAt: Date;
  /** When this reader acknowledged it. */
  readonly readAt: Date | null;
  /** How it was carried: `given_up` is what nobody may have received. Empty for treasurers. */
  readonly deliveries: readonly {
    readonly sink: string;
    readonly state: 'waiting' | 'delivered' | 'given_up';
    readonly attempts: number;
    readonly lastError: string | null;
  }[];
}

const MOST = 100;

/**
 * What a person sees ($1 their role, $2 their tontine): finance and administrators everything, a treasurer the approvals
 * of the tontine they act for. What is over (decided, resolved) is no longer told.
 */
const VISIBLE = `($1 in ('FINANCE', 'ADMIN') or $1 = 'TREASURER' and n.kind = 'approval_waiting' and n.tontine_id = $2)
  and case n.kind
    when 'approval_waiting' then exists (select from transaction t where t.id = n.subject_id and t.status = 'AWAITING_APPROVAL')
      or exists (select from resolution r where r.break_id = n.subject_id and r.state = 'PROPOSED')
    when 'break_above' then not exists (select from break_item b where b.id = n.subject_id and b.resolved_at is not null)
    else true end`;

/** The notices that a person may see, newest first, and how many of them are not acknowledged. @throws Forbidden */
export async function readNotices(
  db: Queryable,
  { actor, limit = 20 }: { actor: Person; limit?: number },
): Promise<{ unread: number; notices: ReadableNotice[] }> {
  const { role, tontineId, id, locale } = staff(actor);
  const { rows } = await db.query<Omit<ReadableNotice, 'sentence'>>(
    `select n.id, n.kind, n.severity, n.subject_type as "subjectType", n.subject_id as "subjectId", n.data, n.created_at as "createdAt",
       (select u.full_name from transaction t join app_user u on u.id = t.user_id
        where t.id = coalesce((select b.transaction_id from break_item b where b.id = n.subject_id), n.subject_id)) as who,
       r.at as "readAt", case when $1 = 'TREASURER' then '[]' else coalesce((
         select json_agg(json_build_object('sink', d.sink, 'state', d.state, 'attempts', d.attempts, 'lastError', d.last_error) order by d.sink)
         from notice_delivery d where d.notice_id = n.id), '[]') end as deliveries
     from notice n left join notice_read r on r.notice_id = n.id and r.user_id = $3
     where ${VISIBLE} order by n.created_at desc, n.id desc limit $4`,
    [role, tontineId, id, Math.min(Math.max(1, Math.trunc(limit)), MOST)],
  );
  const unread = await db.query<{ count: number }>(
    `select count(*)::int as count from notice n
     where ${VISIBLE} and not exists (select from notice_read r where r.notice_id = n.id and r.user_id = $3)`,
    [role, tontineId, id],
  );
  return {
    unread: unread.rows[0]?.count ?? 0,
    notices: rows.map((row) => ({ ...row, sentence: noticeSentence(locale, row) })),
  };
}

/** Notes that this person has seen it; a second time changes nothing. @throws Forbidden; NotFound */
export async function acknowledgeNotice(
  db: Queryable,
  { actor, id }: { actor: Person; id: unknown },
): Promise<void> {
  const { role, tontineId, id: userId } = staff(actor);
  const { rows } = await db.query(
    `with seen as (select n.id from notice n where n.id = $4 and ${VISIBLE}), noted as (
       insert into notice_read (notice_id, user_id) select id, $3 from seen on conflict do nothing
     ) select from seen`,
    [role, tontineId, userId, isUuid(id) ? id : null],
  );
  if (rows.length === 0) throw notFound('notice', String(id).slice(0, 64));
}

function staff(actor: Person): Person {
  if (actor.role === 'MEMBER') throw forbidden('forbidden', 'A member is sent no notices.');
  return actor;
}
