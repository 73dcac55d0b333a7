import type { Queryable } from '../db/in-transaction.ts';
import type { Actor } from '../kernel/actor.ts';

/** The actor as the SQL functions take it, for the audit entry. */
export const actorJson = (actor: Actor): string =>
  actor.kind === 'system'
    ? JSON.stringify({ name: actor.name })
    : JSON.stringify({
        id: actor.id,
        name: actor.username,
        ip: actor.ip,
        sessionId: actor.sessionId,
      });

type Facts = Readonly<Record<string, unknown>>;

export interface AuditEntry {
  /** `user.update`, `session.sign_in`: a noun and a verb; its words are the panel's. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string | null;
  readonly before?: Facts | null;
  readonly after?: Facts | null;
  /** Why, as the person gave it. */
  readonly reason?: string | null;
}

/** Writes who did what to what, into the transaction of the act itself. Never a secret. */
export async function recordAudit(db: Queryable, actor: Actor, entry: AuditEntry): Promise<void> {
  const { action, subjectType, subjectId, before = null, after = null, reason = null } = entry;
  const who =
    actor.kind === 'person'
      ? [actor.id, actor.username, actor.ip, actor.sessionId]
      : [null, actor.name, null, null];
  await db.query(
    `insert into audit_entry (actor_id, actor_name, ip, session_id, action, subject_type, subject_id, before, after, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...who,
      action,
      subjectType,
      subjectId,
      before === null ? null : JSON.stringify(before),
      after === null ? null : JSON.stringify(after),
      reason,
    ],
  );
}
