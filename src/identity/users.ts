import type { Queryable } from '../db/in-transaction.ts';
import type { Locale, Role } from '../kernel/actor.ts';
import { AppError } from '../kernel/errors.ts';
import { present } from '../kernel/present.ts';
import { hashPassword, passwordMatches } from './passwords.ts';

export interface UserRow {
  readonly username: string;
  readonly fullName: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly passwordHash: string;
  readonly role: Role;
  readonly locale: Locale;
  readonly demo: boolean;
  /** The password is one that somebody else knows: it is replaced at the first sign-in. */
  readonly mustChangePassword?: boolean;
}

/** Adds a person. Their wallet is opened in the same commit, by the database. Answers the user's id. */
export async function insertUser(db: Queryable, user: UserRow): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `insert into app_user (username, full_name, email, phone, password_hash, role, locale, demo, must_change_password)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      user.username,
      user.fullName,
      user.email,
      user.phone,
      user.passwordHash,
      user.role,
      user.locale,
      user.demo,
      user.mustChangePassword ?? false,
    ],
  );
  return present(rows[0], 'new user').id;
}

export interface SignedIn {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  readonly locale: Locale;
  /** A code is still needed before anything else. */
  readonly hasSecondFactor: boolean;
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
    `select id, username, role, locale, disabled, password_hash,
       exists (select from second_factor f where f.user_id = u.id and f.confirmed_at is not null) as "hasSecondFactor"
     from app_user u where username = $1`,
    [attempt.username.trim().toLowerCase().slice(0, 64).replaceAll('\0', '')],
  );
  const user = rows[0];
  const matches = await passwordMatches(user?.password_hash ?? (await decoy), attempt.password);
  if (!user || !matches || user.disabled) {
    throw new AppError('Unauthentic', 'sign_in_refused', 'The username or the password is wrong.');
  }
  const { id, username, role, locale, hasSecondFactor } = user;
  return { id, username, role, locale, hasSecondFactor };
}
