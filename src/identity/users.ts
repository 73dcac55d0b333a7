import { hash, verify } from '@node-rs/argon2';
import type { Queryable } from '../db/in-transaction.ts';
import type { Locale, Person, Role } from '../kernel/actor.ts';
import { AppError } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { present } from '../kernel/present.ts';

export interface NewUser {
  readonly username: string;
  readonly fullName: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly password: string;
  readonly role: Role;
  readonly locale: Locale;
  readonly demo: boolean;
}

/** OWASP's argon2id parameters: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2);

/** Adds a person. Their wallet is opened in the same commit, by the database. Answers the user's id. */
export async function createUser(
  db: Queryable,
  user: NewUser,
  passwordHash?: string,
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `insert into app_user (username, full_name, email, phone, password_hash, role, locale, demo)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      user.username,
      user.fullName,
      user.email,
      user.phone,
      passwordHash ?? (await hashPassword(user.password)),
      user.role,
      user.locale,
      user.demo,
    ],
  );
  return present(rows[0], 'new user').id;
}

export interface SignedIn {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  readonly locale: Locale;
}

/** Checked when there is no such user, so that the answer takes as long as for a wrong password. */
let decoy: Promise<string> | undefined;

/**
 * Checks a username and password.
 * @throws Unauthentic `sign_in_refused`: the same, after the same time, for an unknown user, a
 * wrong password and a disabled user.
 */
export async function signIn(
  db: Queryable,
  attempt: { username: string; password: string },
): Promise<SignedIn> {
  decoy ??= hashPassword('nobody');
  const { rows } = await db.query<SignedIn & { password_hash: string; disabled: boolean }>(
    'select id, username, role, locale, disabled, password_hash from app_user where username = $1',
    [attempt.username.trim().toLowerCase().slice(0, 64).replaceAll('\0', '')],
  );
  const user = rows[0];
  const matches = await verify(
    user?.password_hash ?? (await decoy),
    attempt.password.slice(0, 256),
  );
  if (!user || !matches || user.disabled) {
    throw new AppError('Unauthentic', 'sign_in_refused', 'The username or the password is wrong.');
  }
  return { id: user.id, username: user.username, role: user.role, locale: user.locale };
}

/** The person as they are now; null once they are disabled. Read again on every request. */
export async function personById(
  db: Queryable,
  id: string,
  request: { ip: string | null; sessionId: string | null },
): Promise<Person | null> {
  if (!isUuid(id)) return null;
  const { rows } = await db.query<SignedIn>(
    'select id, username, role, locale from app_user where id = $1 and not disabled',
    [id],
  );
  const user = rows[0];
  return user ? { kind: 'person', ...user, ...request } : null;
}
