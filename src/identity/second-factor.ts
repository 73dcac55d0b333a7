import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Pool } from 'pg';
import { recordAudit } from '../audit/record.ts';
import { inTransaction, type Queryable } from '../db/in-transaction.ts';
import type { Person } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { typed } from '../kernel/typed.ts';
import { endSessions } from './account.ts';
import type { CodeLimiter } from './login-limiter.ts';
import type { Seal } from './seal.ts';

const ISSUER = 'Tontine Pro';
const PERIOD_SECONDS = 30;
/** A phone's clock may be one period off. */
const WINDOW = 1;
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

export interface SecondFactorDeps {
  readonly pool: Pool;
  readonly seal: Seal;
  readonly limiter: CodeLimiter;
  readonly clock: Clock;
}

export interface CheckedCode {
  readonly kind: 'totp' | 'recovery';
  readonly recoveryLeft: number;
}

const totpOf = (secret: string, label: string) =>
  new TOTP({
    issuer: ISSUER,
    label,
    period: PERIOD_SECONDS,
    digits: 6,
    secret: Secret.fromBase32(secret),
  });

/** `k3f4-…`, 60 bits. */
function recoveryCode(): string {
  const letters = [...randomBytes(12)].map((byte) => BASE32[byte % 32]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

const compact = (code: unknown): string =>
  typed(code)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 32);

/** Second factors by time (RFC 6238), with recovery codes. A code is good once. */
export function createSecondFactor({ pool, seal, limiter, clock }: SecondFactorDeps) {
  async function secretOf(db: Queryable, userId: string, confirmed: boolean) {
    const { rows } = await db.query<{ sealed: string }>(
      'select sealed from second_factor where user_id = $1 and (confirmed_at is not null) = $2',
      [userId, confirmed],
    );
    return rows[0] ? seal.open(rows[0].sealed, userId) : null;
  }

  /** The period that a six-digit code belongs to; null: it is of none that counts now. */
  function stepOf(secret: string, code: string): number | null {
    const timestamp = clock.now().getTime();
    const delta = totpOf(secret, '').validate({ token: code, window: WINDOW, timestamp });
    return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
  }

  /** Takes the code's period, once: of two requests with one code, one wins. */
  async function takeStep(db: Queryable, userId: string, step: number, bound: string | null) {
    const { rowCount } = await db.query(
      `update second_factor set last_step = $2, last_bound = $3, confirmed_at = coalesce(confirmed_at, db_now())
       where user_id = $1 and (last_step < $2 or last_step = $2 and last_bound = $3::text)`,
      [userId, step, bound],
    );
    return rowCount === 1;
  }

  async function takeRecoveryCode(userId: string, code: string): Promise<number | null> {
    const { rowCount } = await pool.query(
      'update recovery_code set used_at = db_now() where user_id = $1 and hash = any($2::bytea[]) and used_at is null',
      [userId, seal.marks(code, userId)],
    );
    if (rowCount !== 1) return null;
    return recoveryLeft(userId);
  }

  async function recoveryLeft(userId: string): Promise<number> {
    const { rows } = await pool.query<{ left: number }>(
      'select count(*)::int as left from recovery_code where user_id = $1 and used_at is null',
      [userId],
    );
    return rows[0]?.left ?? 0;
  }

  async function newCodes(tx: Queryable, userId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
    await tx.query('delete from recovery_code where user_id = $1', [userId]);
    await tx.query('insert into recovery_code (user_id, hash) select $1, unnest($2::bytea[])', [
      userId,
      codes.map((code) => seal.marks(compact(code), userId)[0]),
    ]);
    return codes;
  }

  const about = (action: string, actor: Person) => ({
    action: `second_factor.${action}`,
    subjectType: 'User',
    subjectId: actor.id,
  });

  const refused = () =>
    new AppError('Unauthentic', 'code_refused', 'The code is wrong or too old.');
  const used = () => new AppError('Unauthentic', 'code_used', 'The code was already used.');

  /**
   * Checks a six-digit code, or where `recovery` allows it a recovery code, and uses it up. A code
   * that was given for an act (`bound`) is accepted again for that very act only.
   * @throws Unauthentic `code_refused`, `code_used`, `too_many_attempts`
   */
  async function checkCode(given: {
    userId: string;
    code: unknown;
    bound?: string;
    recovery?: boolean;
  }): Promise<CheckedCode> {
    const { userId, bound = null, recovery = false } = given;
    const code = compact(given.code);
    await limiter.take(userId);
    const secret = await secretOf(pool, userId, true);
    if (/^\d{6}$/.test(code) && secret) {
      const step = stepOf(secret, code);
      if (step === null) throw refused();
      if (!(await takeStep(pool, userId, step, bound))) throw used();
      await limiter.succeeded(userId);
      return { kind: 'totp', recoveryLeft: await recoveryLeft(userId) };
    }
    const left = recovery ? await takeRecoveryCode(userId, code) : null;
    if (left === null) throw refused();
    await limiter.succeeded(userId);
    return { kind: 'recovery', recoveryLeft: left };
  }

  /** As `checkCode`, for a field of a form. @throws InvalidInput on `code` */
  async function checkField(given: Parameters<typeof checkCode>[0]) {
    try {
      return await checkCode(given);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'too_many_attempts') throw error;
      throw invalid('code', error.code, error.message);
    }
  }

  return {
    checkCode,
    checkField,

    hasOne: async (userId: string): Promise<boolean> => {
      const { rowCount } = await pool.query(
        'select from second_factor where user_id = $1 and confirmed_at is not null',
        [userId],
      );
      return rowCount === 1;
    },

    /** Starts to enrol; asked again, the same secret. @throws Conflict `second_factor_exists` */
    begin: async ({ actor }: { actor: Person }) => {
      const fresh = new Secret({ size: SECRET_BYTES }).base32;
      await pool.query(
        'insert into second_factor (user_id, sealed) values ($1, $2) on conflict (user_id) do nothing',
        [actor.id, seal.close(fresh, actor.id)],
      );
      let secret = await secretOf(pool, actor.id, false);
      if (secret === null) {
        // Closed with a secret that was taken away since, and never confirmed: begin again.
        const { rowCount } = await pool.query(
          'update second_factor set sealed = $2 where user_id = $1 and confirmed_at is null',
          [actor.id, seal.close(fresh, actor.id)],
        );
        if (rowCount !== 1) {
          throw new AppError(
            'Conflict',
            'second_factor_exists',
            'There is already a second factor.',
          );
        }
        secret = fresh;
      }
      return { secret, uri: totpOf(secret, actor.username).toString() };
    },

    /**
     * Ends the enrolment with a first code, and every session that was opened without one, but for
     * `keepSid`. @throws InvalidInput `code_refused` on `code`
     */
    confirm: async (given: { actor: Person; code: unknown; keepSid?: string }) => {
      const { actor, code, keepSid } = given;
      await limiter.take(actor.id);
      const secret = await secretOf(pool, actor.id, false);
      const step = secret ? stepOf(secret, compact(code)) : null;
      if (step === null) throw invalid('code', 'code_refused', 'The code is wrong or too old.');
      const recoveryCodes = await inTransaction(pool, async (tx) => {
        if (!(await takeStep(tx, actor.id, step, null))) throw used();
        await endSessions(tx, actor.id, keepSid);
        await recordAudit(tx, actor, about('enrol', actor));
        return newCodes(tx, actor.id);
      });
      await limiter.succeeded(actor.id);
      return { recoveryCodes };
    },

    /** @throws InvalidInput `code_refused`, `code_used` on `code` */
    renewRecoveryCodes: async ({ actor, code }: { actor: Person; code: unknown }) => {
      await checkField({ userId: actor.id, code });
      const recoveryCodes = await inTransaction(pool, async (tx) => {
        await recordAudit(tx, actor, about('renew_codes', actor));
        return newCodes(tx, actor.id);
      });
      return { recoveryCodes };
    },

    /**
     * With a recovery code as well: whoever lost the telephone has to set up another one.
     * @throws InvalidInput `code_refused`, `code_used` on `code`
     */
    remove: async ({ actor, code }: { actor: Person; code: unknown }): Promise<void> => {
      await checkField({ userId: actor.id, code, recovery: true });
      await inTransaction(pool, async (tx) => {
        await forgetSecondFactor(tx, actor.id);
        await recordAudit(tx, actor, about('remove', actor));
      });
    },
  };
}

export type SecondFactor = ReturnType<typeof createSecondFactor>;

export async function forgetSecondFactor(tx: Queryable, userId: string): Promise<void> {
  await tx.query('delete from recovery_code where user_id = $1', [userId]);
  await tx.query('delete from second_factor where user_id = $1', [userId]);
}
