import type { Pool } from 'pg';
import { recordAudit } from '../audit/record.ts';
import { inTransaction, type Queryable } from '../db/in-transaction.ts';
import { SQLSTATE, sqlstateOf } from '../db/sqlstate.ts';
import type { Actor } from '../kernel/actor.ts';
import { invalid, notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { present } from '../kernel/present.ts';
import { typed } from '../kernel/typed.ts';
import { adminOnly } from './people.ts';

function parseName(text: unknown): string {
  const name = typed(text).replaceAll('\0', '').trim();
  if (name.length < 1 || name.length > 120) {
    throw invalid('name', 'tontine_name_invalid', 'A tontine has a name of 1 to 120 characters.');
  }
  return name;
}

const refuseTaken =
  (field: string, code: string, sentence: string) =>
  (error: unknown): never => {
    if (sqlstateOf(error) === SQLSTATE.uniqueViolation) throw invalid(field, code, sentence);
    throw error;
  };

const nameTaken = refuseTaken('name', 'tontine_name_taken', 'Another tontine has that name.');

async function lockTontine(tx: Queryable, id: string): Promise<{ name: string }> {
  const { rows } = isUuid(id)
    ? await tx.query<{ name: string }>('select name from tontine where id = $1 for no key update', [
        id,
      ])
    : { rows: [] };
  if (!rows[0]) throw notFound('tontine', String(id).slice(0, 64));
  return rows[0];
}

/** Tontines and who belongs to them. Every act is audited in its own commit. */
export function createTontines(pool: Pool) {
  return {
    /** @throws InvalidInput `tontine_name_invalid`, `tontine_name_taken`; Forbidden `admin_only` */
    create: async (asked: { actor: Actor; name: unknown }) => {
      adminOnly(asked.actor);
      const name = parseName(asked.name);
      const tontineId = await inTransaction(pool, async (tx) => {
        const { rows } = await tx.query<{ id: string }>(
          'insert into tontine (name) values ($1) returning id',
          [name],
        );
        const { id } = present(rows[0], 'new tontine');
        await recordAudit(tx, asked.actor, {
          action: 'tontine.create',
          subjectType: 'Tontine',
          subjectId: id,
          after: { name },
        });
        return id;
      }).catch(nameTaken);
      return { tontineId };
    },

    /** @throws as `create`; NotFound */
    rename: async (asked: { actor: Actor; tontineId: string; name: unknown }): Promise<void> => {
      adminOnly(asked.actor);
      const name = parseName(asked.name);
      await inTransaction(pool, async (tx) => {
        const before = await lockTontine(tx, asked.tontineId);
        await tx.query('update tontine set name = $2 where id = $1', [asked.tontineId, name]);
        await recordAudit(tx, asked.actor, {
          action: 'tontine.rename',
          subjectType: 'Tontine',
          subjectId: asked.tontineId,
          before,
          after: { name },
        });
      }).catch(nameTaken);
    },

    /** @throws InvalidInput `membership_role`, `membership_exists`; NotFound; Forbidden `admin_only` */
    addMember: async (asked: {
      actor: Actor;
      tontineId: string;
      userId: string;
      kind: unknown;
    }) => {
      adminOnly(asked.actor);
      const { actor, tontineId, userId, kind } = asked;
      const membershipId = await inTransaction(pool, async (tx) => {
        const tontine = await lockTontine(tx, tontineId);
        // Locked: their role must not change before this commit.
        const { rows: people } = isUuid(userId)
          ? await tx.query<{ role: string; username: string }>(
              'select role, username from app_user where id = $1 for no key update',
              [userId],
            )
          : { rows: [] };
        const person = people[0];
        if (!person) throw notFound('user', String(userId).slice(0, 64));
        const fits =
          kind === 'TREASURER'
            ? person.role === 'TREASURER'
            : kind === 'MEMBER' && ['MEMBER', 'TREASURER'].includes(person.role);
        if (!fits) {
          throw invalid('kind', 'membership_role', 'Their role does not allow that membership.');
        }
        const { rows } = await tx.query<{ id: string }>(
          'insert into membership (tontine_id, user_id, kind) values ($1, $2, $3) returning id',
          [tontineId, userId, kind],
        );
        const { id } = present(rows[0], 'new membership');
        await recordAudit(tx, actor, {
          action: 'membership.add',
          subjectType: 'Membership',
          subjectId: id,
          after: { tontine: tontine.name, user: person.username, kind },
        });
        return id;
      }).catch(refuseTaken('userId', 'membership_exists', 'They already belong to it that way.'));
      return { membershipId };
    },

    /** @throws NotFound; Forbidden `admin_only` */
    removeMember: async ({ actor, membershipId }: { actor: Actor; membershipId: string }) => {
      adminOnly(actor);
      await inTransaction(pool, async (tx) => {
        const { rows } = isUuid(membershipId)
          ? await tx.query<{ tontine: string; user: string; kind: string }>(
              `delete from membership m using tontine t, app_user u
               where m.id = $1 and t.id = m.tontine_id and u.id = m.user_id
               returning t.name as tontine, u.username as user, m.kind`,
              [membershipId],
            )
          : { rows: [] };
        if (!rows[0]) throw notFound('membership', String(membershipId).slice(0, 64));
        await recordAudit(tx, actor, {
          action: 'membership.remove',
          subjectType: 'Membership',
          subjectId: membershipId,
          before: rows[0],
        });
      });
    },
  };
}
