import type { Pool } from 'pg';
import { actorJson } from '../audit/record.ts';
import type { Changes } from '../db/changes.ts';
import { retryContention } from '../db/in-transaction.ts';
import { asRefusal } from '../db/refusals.ts';
import { walletInScope } from '../identity/scope.ts';
import type { Person } from '../kernel/actor.ts';
import { invalid, notFound } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { parseAmount } from '../kernel/money.ts';
import { present } from '../kernel/present.ts';
import { startOfDay } from '../kernel/time.ts';
import { typed } from '../kernel/typed.ts';
import { fingerprint, parseIdempotencyKey } from './command.ts';

export interface VaultDeps {
  readonly pool: Pool;
  /** `BUSINESS_TIMEZONE`: a typed day begins at 00:00 there. */
  readonly zone: string;
  readonly changes: Changes;
}

export interface VaultMove {
  readonly actor: Person;
  readonly vaultId: string;
  readonly amount: unknown;
  readonly idempotencyKey: unknown;
}

const translate = (error: unknown): never => {
  throw asRefusal(error);
};

/** The vault's owner must be in the actor's scope: a vault follows the rule of its owner's wallet. */
async function vaultInScope(pool: Pool, actor: Person, vaultId: string) {
  if (!isUuid(vaultId)) throw notFound('vault', String(vaultId).slice(0, 64));
  const { rows } = await pool.query<{ owner_id: string }>(
    'select owner_id from vault where id = $1',
    [vaultId],
  );
  if (!rows[0]) throw notFound('vault', vaultId);
  return walletInScope(pool, actor, { ownerId: rows[0].owner_id });
}

/**
 * Opens a vault for a member, with an optional day until which it stays locked.
 * @throws InvalidInput `vault_name_invalid`, `date_invalid`; Conflict `vault_name_taken`
 */
export async function createVault(
  { pool, zone }: VaultDeps,
  request: { actor: Person; ownerId: string; name: unknown; lockedUntil?: unknown },
): Promise<{ vaultId: string }> {
  const owner = await walletInScope(pool, request.actor, { ownerId: request.ownerId });
  const name = typed(request.name).replaceAll('\0', '').trim();
  if (name.length < 1 || name.length > 80) {
    throw invalid('name', 'vault_name_invalid', 'The vault needs a name of 1 to 80 characters.');
  }
  const day = request.lockedUntil ?? '';
  const lockedUntil = day === '' ? null : startOfDay(day, zone, 'lockedUntil');
  const { rows } = await pool
    .query<{ id: string }>('select create_vault($1, $2, $3, $4) as id', [
      owner.ownerId,
      name,
      lockedUntil,
      actorJson(request.actor),
    ])
    .catch(translate);
  return { vaultId: present(rows[0], 'new vault').id };
}

async function move({ pool, changes }: VaultDeps, direction: 'IN' | 'OUT', request: VaultMove) {
  const owner = await vaultInScope(pool, request.actor, request.vaultId);
  const key = parseIdempotencyKey(request.idempotencyKey);
  const amount = parseAmount(request.amount);
  const { rows } = await retryContention(() =>
    pool.query<{ transaction_id: string; replayed: boolean }>(
      'select * from move_vault($1, $2, $3, $4, $5, $6, $7)',
      [
        request.vaultId,
        direction,
        String(amount),
        owner.tontineId,
        key,
        fingerprint('TRANSFER', direction, request.vaultId, amount),
        actorJson(request.actor),
      ],
    ),
  ).catch(translate);
  const moved = present(rows[0], 'transfer');
  await changes.announce([moved.transaction_id]);
  return { transactionId: moved.transaction_id, replayed: moved.replayed };
}

/** Wallet to vault, allowed while the vault is locked. @throws Conflict `insufficient_funds` */
export const moveToVault = (deps: VaultDeps, request: VaultMove) => move(deps, 'IN', request);

/** Vault to wallet. @throws Conflict `vault_locked` (by database time), `insufficient_funds` */
export const moveFromVault = (deps: VaultDeps, request: VaultMove) => move(deps, 'OUT', request);

/** Locks a vault until 00:00 of a day; a lock only ever extends. @throws Conflict `lock_only_extends` */
export async function lockVault(
  { pool, zone }: VaultDeps,
  request: { actor: Person; vaultId: string; until: unknown },
): Promise<void> {
  await vaultInScope(pool, request.actor, request.vaultId);
  const until = startOfDay(request.until, zone, 'until');
  await pool
    .query('select lock_vault($1, $2, $3)', [request.vaultId, until, actorJson(request.actor)])
    .catch(translate);
}
