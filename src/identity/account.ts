import type { Queryable } from '../db/in-transaction.ts';
import type { Read } from '../db/reader.ts';
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

/** What is read of a person on every request. */
interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly role: Role;
  readonly locale: Locale;
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly tontines: readonly Tontine[];
}

const ACCOUNT = `u.id, u.username, u.full_name as "fullName", u.role, u.locale, u.must_change_password as "mustChangePassword",
  exists (select from second_factor f where f.user_id = u.id and f.confirmed_at is not null) as "hasSecondFactor",
  coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name) order by lower(t.name), t.id)
    from membership m join tontine t on t.id = m.tontine_id
    where m.user_id = u.id and m.kind = 'TREASURER' and u.role = 'TREASURER'), '[]') as tontines`;

/** The person as they are now; null once they are disabled. */
export async function accountById(
  db: Queryable,
  id: string,
  facts: RequestFacts,
): Promise<Account | null> {
  if (!isUuid(id)) return null;
  const { rows } = await db.query<AccountRow>(
    `select ${ACCOUNT} from app_user u where u.id = $1 and not u.disabled`,
    [id],
  );
  return rows[0] ? accountOf(rows[0], facts) : null;
}

/** What a session keeps, and its person as they are now. */
export interface OpenSession {
  readonly kept: object;
  readonly until: Date;
  /** Null where nobody has signed in yet, and once they are disabled. */
  account(facts: RequestFacts): Account | null;
}

/** The session with this id, if it has not ended, and its person: read again on every request, together. */
export async function openSession(read: Read, sid: string): Promise<OpenSession | null> {
  const rows = await read<{ kept: object; until: Date } & (AccountRow | { id: null })>(
    `select s.sess as kept, s.expire as until, u.* from session s
      left join lateral (select ${ACCOUNT} from app_user u where u.id = (s.sess ->> 'personId')::uuid and not u.disabled) u on true
      where s.sid = $1 and s.expire >= now()`,
    [sid],
    'once',
  );
  if (!rows[0]) return null;
  const { kept, until, ...user } = rows[0];
  return { kept, until, account: (facts) => (user.id === null ? null : accountOf(user, facts)) };
}

function accountOf(user: AccountRow, { ip, sessionId, tontineId }: RequestFacts): Account {
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
