import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Pool } from 'pg';
import { recordAudit } from '../audit/record.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Person } from '../kernel/actor.ts';
import { invalid } from '../kernel/errors.ts';
import { present } from '../kernel/present.ts';
import { endSessions } from './account.ts';

/** OWASP's argon2id parameters: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const SHORTEST = 12;
const LONGEST = 128;

/** Long enough and still guessed first: numbers, repetitions, and what lists of leaked passwords begin with. */
const COMMON =
  /^(?:\d+|(?:qwerty|azerty|password|motdepasse|mot de passe|iloveyou|jetaime|bienvenue|welcome|tontine|admin|tresorier)[\w .!@#-]{0,8}|(.{1,4})\1+)$/i;

/** Without what is mistaken for something else when it is read out (0 and O, 1 and l). */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2);

export const passwordMatches = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password.slice(0, 256));

/** Four groups of four: 79 bits, for one sign-in, after which it must be replaced. */
export function oneTimePassword(): string {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)];
  const group = () => Array.from({ length: 4 }, letter).join('');
  return Array.from({ length: 4 }, group).join('-');
}

/** @throws InvalidInput `password_too_short`, `password_too_long`, `password_common` */
export function checkPassword(next: string, username: string): void {
  if (next.length < SHORTEST) {
    throw invalid('next', 'password_too_short', `A password has at least ${SHORTEST} characters.`, {
      least: SHORTEST,
    });
  }
  if (next.length > LONGEST) {
    throw invalid('next', 'password_too_long', `A password has at most ${LONGEST} characters.`, {
      most: LONGEST,
    });
  }
  if (COMMON.test(next) || next.toLowerCase().includes(username.toLowerCase())) {
    throw invalid('next', 'password_common', 'That password is one of the first to be guessed.');
  }
}

export interface PasswordChange {
  readonly actor: Person;
  readonly current: string;
  readonly next: string;
  /** The session that goes on; every other one of this person ends. */
  readonly keepSid: string;
}

/**
 * Replaces one's own password.
 * @throws InvalidInput `password_wrong` (current), and for `next` as `checkPassword`, `password_same`
 */
export async function changePassword(pool: Pool, change: PasswordChange): Promise<void> {
  const { actor, current, next, keepSid } = change;
  const { rows } = await pool.query<{ password_hash: string }>(
    'select password_hash from app_user where id = $1',
    [actor.id],
  );
  if (!(await passwordMatches(present(rows[0], 'person').password_hash, current))) {
    throw invalid('current', 'password_wrong', 'The present password is wrong.');
  }
  checkPassword(next, actor.username);
  if (next === current) {
    throw invalid('next', 'password_same', 'The new password is the present one.');
  }
  const passwordHash = await hashPassword(next);
  await inTransaction(pool, async (tx) => {
    await tx.query(
      `update app_user set password_hash = $2, must_change_password = false, password_changed_at = db_now(), updated_at = db_now()
       where id = $1`,
      [actor.id, passwordHash],
    );
    await endSessions(tx, actor.id, keepSid);
    await recordAudit(tx, actor, {
      action: 'user.change_password',
      subjectType: 'User',
      subjectId: actor.id,
    });
  });
}
