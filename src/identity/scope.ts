import type { Queryable } from '../db/in-transaction.ts';
import type { Person } from '../kernel/actor.ts';
import { forbidden, notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';

/** The wallet's owner, and the tontine in whose name a treasurer acts on it. */
export interface WalletInScope {
  readonly walletId: string;
  readonly ownerId: string;
  readonly currency: 'XOF' | 'XAF';
  readonly tontineId: string | null;
}

/**
 * The one rule of who may start something on a wallet: a member on their own, a treasurer on those
 * of the members of the tontine they act for. Finance and administrators read; they start nothing.
 * @throws Forbidden `role_starts_nothing`; NotFound for a wallet that is not theirs to see
 */
export async function walletInScope(
  db: Queryable,
  actor: Person,
  where: { walletId: string } | { ownerId: string },
): Promise<WalletInScope> {
  if (actor.role !== 'MEMBER' && actor.role !== 'TREASURER') {
    throw forbidden('role_starts_nothing', `A ${actor.role} starts nothing for a member.`);
  }
  const [column, id] =
    'walletId' in where ? ['w.id', where.walletId] : ['w.user_id', where.ownerId];
  if (!isUuid(id)) throw notFound('wallet', String(id).slice(0, 64));
  const { rows } = await db.query<{
    id: string;
    user_id: string;
    currency: 'XOF' | 'XAF';
    tontine_id: string | null;
  }>(
    `select w.id, w.user_id, w.currency, t.tontine_id
     from wallet w
     left join lateral (
       select mine.tontine_id
       from membership mine
       join membership theirs on theirs.tontine_id = mine.tontine_id and theirs.user_id = w.user_id and theirs.kind = 'MEMBER'
       where mine.user_id = $2 and mine.kind = 'TREASURER' and mine.tontine_id = $4
     ) t on $3 = 'TREASURER'
     where ${column} = $1::uuid and ($3 = 'MEMBER' and w.user_id = $2 or t.tontine_id is not null)`,
    [id, actor.id, actor.role, actor.tontineId],
  );
  const row = rows[0];
  if (!row) throw notFound('wallet', id);
  return {
    walletId: row.id,
    ownerId: row.user_id,
    currency: row.currency,
    tontineId: row.tontine_id,
  };
}

/** Which records a person may read, as where-fragments for typed reads. */
export function readScope(person: Person) {
  if (person.role === 'FINANCE' || person.role === 'ADMIN') {
    return {
      wallet: {},
      user: {},
      vault: {},
      transaction: {},
      tontine: {},
      membership: {},
      dispute: {},
    };
  }
  const ownTontine = {
    id: person.tontineId ?? { in: [] as string[] },
    memberships: { some: { userId: person.id, kind: 'TREASURER' } },
  };
  const seen =
    person.role === 'TREASURER'
      ? { memberships: { some: { kind: 'MEMBER', tontine: ownTontine } } }
      : { id: person.id };
  return {
    wallet: { user: seen },
    user: seen,
    vault: { owner: seen },
    transaction: { user: seen },
    dispute: { transaction: { user: seen } },
    tontine: person.role === 'TREASURER' ? ownTontine : { id: { in: [] as string[] } },
    membership:
      person.role === 'TREASURER' ? { tontine: ownTontine } : { id: { in: [] as string[] } },
  };
}

export type ReadScope = ReturnType<typeof readScope>;
