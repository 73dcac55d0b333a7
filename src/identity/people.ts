import type { Pool } from 'pg';
import { recordAudit } from '../audit/record.ts';
import { inTransaction, type Queryable } from '../db/in-transaction.ts';
import { SQLSTATE, sqlstateOf } from '../db/sqlstate.ts';
import type { Actor } from '../kernel/actor.ts';
import { AppError, forbidden, invalid, notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { present } from '../kernel/present.ts';
import { typed } from '../kernel/typed.ts';
import { endSessions } from './account.ts';
import { hashPassword, oneTimePassword } from './passwords.ts';
import { forgetSecondFactor } from './second-factor.ts';
import { parseUser, type TypedUser, type UserFields } from './user-fields.ts';
import { insertUser } from './users.ts';

export interface PeopleDeps {
  readonly pool: Pool;
  /** Everybody whom a demo makes is marked, so that live mode can refuse them. */
  readonly demo: boolean;
}

interface Act {
  readonly actor: Actor;
  readonly userId: string;
}

/**
 * People, tontines and settings are the administrators' alone, or a command's at the terminal.
 * @throws Forbidden `admin_only`
 */
export function adminOnly(actor: Actor): void {
  if (actor.kind === 'person' && actor.role !== 'ADMIN') {
    throw forbidden('admin_only', 'Only an administrator does this.');
  }
}

/** @throws InvalidInput `reason_needed` */
function parseWhy(text: unknown): string {
  const reason = typed(text).replaceAll('\0', '').trim().slice(0, 255);
  if (!reason) throw invalid('reason', 'reason_needed', 'Say why.');
  return reason;
}

/** The unique keys of people, in the words of their fields. */
const TAKEN: Readonly<Record<string, readonly [field: string, code: string]>> = {
  app_user_username_key: ['username', 'username_taken'],
  app_user_email_key: ['email', 'email_taken'],
  app_user_phone_key: ['phone', 'phone_taken'],
};

function translate(error: unknown): never {
  const constraint =
    error instanceof Error && 'constraint' in error ? String(error.constraint) : '';
  const taken = sqlstateOf(error) === SQLSTATE.uniqueViolation ? TAKEN[constraint] : undefined;
  if (taken) throw invalid(taken[0], taken[1], `That ${taken[0]} belongs to somebody else.`);
  throw error;
}

async function lockUser(
  tx: Queryable,
  userId: string,
): Promise<UserFields & { disabled: boolean }> {
  const { rows } = isUuid(userId)
    ? await tx.query<UserFields & { disabled: boolean }>(
        `select username, full_name as "fullName", phone, email, locale, role, disabled from app_user where id = $1 for no key update`,
        [userId],
      )
    : { rows: [] };
  if (!rows[0]) throw notFound('user', String(userId).slice(0, 64));
  return rows[0];
}

/** @throws Conflict `not_yourself`, `last_admin` */
async function mayLose(tx: Queryable, { actor, userId }: Act, role: string): Promise<void> {
  if (actor.kind === 'person' && actor.id === userId) {
    throw new AppError('Conflict', 'not_yourself', 'Another administrator has to do this to you.');
  }
  if (role !== 'ADMIN') return;
  // All of them are locked, in id order: two that demote each other at once leave one.
  const { rows } = await tx.query<{ id: string }>(
    `select id from app_user where role = 'ADMIN' and not disabled order by id for no key update`,
  );
  if (!rows.some(({ id }) => id !== userId)) {
    throw new AppError('Conflict', 'last_admin', 'There has to be another administrator first.');
  }
}

/** A role keeps only the memberships that fit it. @throws Conflict `role_has_memberships` */
async function roleFits(tx: Queryable, userId: string, role: string): Promise<void> {
  const kinds = { TREASURER: ['MEMBER', 'TREASURER'], MEMBER: ['MEMBER'] }[role] ?? [];
  const { rowCount } = await tx.query(
    'select from membership where user_id = $1 and kind <> all($2::text[]) limit 1',
    [userId, kinds],
  );
  if (rowCount) {
    throw new AppError(
      'Conflict',
      'role_has_memberships',
      'They have memberships that the new role does not allow: remove those first.',
    );
  }
}

/** Who works here and who saves here. Every act is audited in its own commit, before and after. */
export function createPeople({ pool, demo }: PeopleDeps) {
  /** Disables or enables; who is disabled is signed out everywhere at once. */
  async function setDisabled(act: Act & { reason: unknown }, disabled: boolean): Promise<void> {
    adminOnly(act.actor);
    const reason = parseWhy(act.reason);
    await inTransaction(pool, async (tx) => {
      const before = await lockUser(tx, act.userId);
      if (disabled) await mayLose(tx, act, before.role);
      await tx.query('update app_user set disabled = $2, updated_at = db_now() where id = $1', [
        act.userId,
        disabled,
      ]);
      if (disabled) await endSessions(tx, act.userId);
      await recordAudit(tx, act.actor, {
        action: disabled ? 'user.disable' : 'user.enable',
        subjectType: 'User',
        subjectId: act.userId,
        before: { disabled: before.disabled },
        after: { disabled },
        reason,
      });
    });
  }

  return {
    /**
     * Adds a person with a one-time password, which is answered once and replaced at the first sign-in.
     * @throws InvalidInput with the field; Forbidden `admin_only`
     */
    create: async (asked: { actor: Actor } & TypedUser) => {
      adminOnly(asked.actor);
      const user = parseUser(asked);
      const password = oneTimePassword();
      const passwordHash = await hashPassword(password);
      const userId = await inTransaction(pool, async (tx) => {
        const id = await insertUser(tx, { ...user, passwordHash, demo, mustChangePassword: true });
        await recordAudit(tx, asked.actor, {
          action: 'user.create',
          subjectType: 'User',
          subjectId: id,
          after: { ...user },
        });
        return id;
      }).catch(translate);
      return { userId, password };
    },

    /** Changes what is given; a field that is left out stays. @throws as `create`, and Conflict `not_yourself`, `last_admin`, `role_has_memberships` */
    update: async (asked: Act & Partial<TypedUser>): Promise<void> => {
      adminOnly(asked.actor);
      await inTransaction(pool, async (tx) => {
        const { disabled: _, ...before } = await lockUser(tx, asked.userId);
        const given = Object.fromEntries(
          Object.entries(asked).filter(([, value]) => value !== undefined),
        );
        const after = parseUser({ ...before, ...given, username: before.username });
        if (after.role !== before.role) {
          await mayLose(tx, asked, before.role);
          await roleFits(tx, asked.userId, after.role);
        }
        await tx.query(
          `update app_user set full_name = $2, phone = $3, email = $4, locale = $5, role = $6, updated_at = db_now() where id = $1`,
          [asked.userId, after.fullName, after.phone, after.email, after.locale, after.role],
        );
        const changed = Object.keys(after).filter(
          (key) => after[key as keyof UserFields] !== before[key as keyof UserFields],
        ) as (keyof UserFields)[];
        if (changed.length === 0) return;
        const only = (of: UserFields) => Object.fromEntries(changed.map((key) => [key, of[key]]));
        await recordAudit(tx, asked.actor, {
          action: 'user.update',
          subjectType: 'User',
          subjectId: asked.userId,
          before: only(before),
          after: only(after),
        });
      }).catch(translate);
    },

    /** @throws InvalidInput `reason_needed`; Conflict `not_yourself`, `last_admin` */
    disable: (act: Act & { reason: unknown }) => setDisabled(act, true),

    /** @throws InvalidInput `reason_needed` */
    enable: (act: Act & { reason: unknown }) => setDisabled(act, false),

    /**
     * A new one-time password; the second factor is gone and every session ends.
     * @throws InvalidInput `reason_needed`; Conflict `not_yourself`
     */
    reset: async (act: Act & { reason: unknown }) => {
      adminOnly(act.actor);
      const reason = parseWhy(act.reason);
      if (act.actor.kind === 'person' && act.actor.id === act.userId) {
        throw new AppError('Conflict', 'not_yourself', 'Change your own password on your account.');
      }
      const password = oneTimePassword();
      const passwordHash = await hashPassword(password);
      await inTransaction(pool, async (tx) => {
        await lockUser(tx, act.userId);
        await tx.query(
          `update app_user set password_hash = $2, must_change_password = true, password_changed_at = db_now(), updated_at = db_now()
           where id = $1`,
          [act.userId, passwordHash],
        );
        await forgetSecondFactor(tx, act.userId);
        await endSessions(tx, act.userId);
        await recordAudit(tx, act.actor, {
          action: 'user.reset',
          subjectType: 'User',
          subjectId: act.userId,
          reason,
        });
      });
      return { password };
    },

    /** For the command at the terminal. @throws NotFound */
    idOf: async (username: string): Promise<string> => {
      const { rows } = await pool.query<{ id: string }>(
        'select id from app_user where username = $1',
        [username.trim().toLowerCase()],
      );
      if (!rows[0]) throw notFound('user', username.slice(0, 64));
      return present(rows[0], 'user').id;
    },
  };
}
