import type { App } from '../app.ts';
import type { Person } from '../kernel/actor.ts';
import { AppError } from '../kernel/errors.ts';
import { startOfDay } from '../kernel/time.ts';
import { type OwnVault, ownVaults } from './reads.ts';

/** A form sent twice arrives within this time: what it asked for is there, and that is what is told. */
const REPEAT_MS = 60_000;

/** Opens a vault. The same form again, a double tap for instance, finds the vault that it opened. */
export async function openVault(
  app: App,
  form: { actor: Person; name: string; lockedUntil: string },
): Promise<void> {
  const { actor, name, lockedUntil } = form;
  const since = app.clock.now().getTime() - REPEAT_MS;
  await app.createVault({ actor, ownerId: actor.id, name, lockedUntil }).catch((error: unknown) =>
    unlessRepeated(app, actor, error, 'vault_name_taken', (vault) => {
      const isNew = vault.createdAt.getTime() > since;
      return isNew && vault.name === name.trim() && isLockedUntil(app, vault, lockedUntil);
    }),
  );
}

/** Extends a lock. The same form again finds the lock where it wanted it. */
export async function extendLock(
  app: App,
  form: { actor: Person; vaultId: string; until: string },
): Promise<void> {
  const { actor, vaultId, until } = form;
  await app
    .lockVault({ actor, vaultId, until })
    .catch((error: unknown) =>
      unlessRepeated(
        app,
        actor,
        error,
        'lock_only_extends',
        (vault) => vault.id === vaultId && isLockedUntil(app, vault, until),
      ),
    );
}

async function unlessRepeated(
  app: App,
  actor: Person,
  error: unknown,
  code: string,
  isWhatWasAsked: (vault: OwnVault) => boolean,
): Promise<void> {
  if (!(error instanceof AppError) || error.code !== code) throw error;
  const vaults = await ownVaults(app, actor);
  if (!vaults.some(isWhatWasAsked)) throw error;
}

function isLockedUntil({ settings: { zone } }: App, vault: OwnVault, day: string): boolean {
  if (!vault.lockedUntil || day === '') return !vault.lockedUntil && day === '';
  return vault.lockedUntil.getTime() === startOfDay(day, zone, 'until').getTime();
}
