import type { Queryable } from '../db/in-transaction.ts';
import type { Locale, Person, Role } from '../kernel/actor.ts';
import { isUuid } from '../kernel/ids.ts';

export interface Tontine {
  readonly id: string;
  readonly name: string;
}

/** A signed-in person, and what their account still asks of them. */
export interface Account {
  readonly person: Person;
  readonly fullName: string;
  /** After a one-time password: nothing else may be done before it is replaced. */
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  /** The tontines that a treasurer may act for, by name. */
  readonly tontines: readonly Tontine[];
}

/** What a request carries beside the person's id; `tontineId` is the session's choice. */
export interface RequestFacts {
  readonly ip: string | null;
  readonly sessionId: string | null;
  readonly tontineId: string | null;
}

/** The person as they are now; null once they are disabled. Read again on every request. */
export async function accountById(
  db: Queryable,
  id: string,
  { ip, sessionId, tontineId }: RequestFacts,
): Promise<Account | null> {
  if (!isUuid(id)) return null;
  const { rows } = await db.query<{
    id: string;
    username: string;
    fullName: string;
    role: Role;
    locale: Locale;
    mustChangePassword: boolean;
    hasSecondFactor: boolean;
    tontines: Tontine[];
  }>(
    `select u.id, u.username, u.full_name as "fullName", u.role, u.locale, u.must_change_password as "mustChangePassword",
       exists (select from second_factor f where f.user_id = u.id and f.confirmed_at is not null) as "hasSecondFactor",
       coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name) order by lower(t.name), t.id)
         from membership m join tontine t on t.id = m.tontine_id
         where m.user_id = u.id and m.kind = 'TREASURER' and u.role = 'TREASURER'), '[]') as tontines
     from app_user u where u.id = $1 and not u.disabled`,
    [id],
  );
  const user = rows[0];
  if (!user) return null;
  const { tontines, fullName, mustChangePassword, hasSecondFactor, ...rest } = user;
  const person: Person = {
    kind: 'person',
    ...rest,
    tontineId: actingFor(tontines, tontineId),
    ip,
    sessionId,
  };
  return { person, fullName, mustChangePassword, hasSecondFactor, tontines };
}

/** The only one, or the chosen one; a choice that is no longer theirs counts as none. */
function actingFor(tontines: readonly Tontine[], chosen: string | null): string | null {
  if (tontines.length === 1) return tontines[0]?.id ?? null;
  return tontines.some(({ id }) => id === chosen) ? chosen : null;
}

/** Signs a person out everywhere, but for the session that is named. */
export async function endSessions(db: Queryable, userId: string, keepSid = ''): Promise<void> {
  await db.query(`delete from session where sess ->> 'personId' = $1 and sid <> $2`, [
    userId,
    keepSid,
  ]);
}
