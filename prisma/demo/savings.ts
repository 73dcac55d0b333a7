import type { App } from '../../src/app.ts';
import { AppError } from '../../src/kernel/errors.ts';
import type { DemoPerson, DemoTontine } from './people.ts';

const SAVINGS: readonly (readonly [name: string, share: bigint, daysLocked: number | null])[] = [
  ['Rentrée scolaire', 2n, 90],
  ['Tabaski', 4n, null],
  ['Toiture', 3n, 200],
];
const DAY_MS = 86_400_000;

/** Vaults with money in them, and one question of a member's that waits for finance. */
export async function makeSavings(app: App, { members }: DemoTontine): Promise<void> {
  const others = members.filter(({ username }) => !['awa', 'moussa'].includes(username));
  let next = 0;
  for (const member of others) {
    const saving = SAVINGS[next];
    const balance = await balanceOf(app, member);
    if (!saving || balance < 10_000n) continue;
    await save(app, member, saving, balance);
    if (next === 0) await askAbout(app, member);
    next += 1;
  }
}

async function balanceOf(app: App, { walletId }: DemoPerson): Promise<bigint> {
  const wallet = await app.prisma.wallet.findUniqueOrThrow({ where: { id: walletId } });
  return BigInt(wallet.balance.toFixed());
}

async function save(
  app: App,
  actor: DemoPerson,
  [name, share, daysLocked]: (typeof SAVINGS)[number],
  balance: bigint,
): Promise<void> {
  const until = new Date(app.clock.now().getTime() + (daysLocked ?? 0) * DAY_MS);
  const lockedUntil = daysLocked === null ? '' : until.toISOString().slice(0, 10);
  try {
    const { vaultId } = await app.createVault({ actor, ownerId: actor.id, name, lockedUntil });
    const amount = String((balance / share / 500n) * 500n);
    await app.moveToVault({ actor, vaultId, amount, idempotencyKey: `demo-vault-${name.length}` });
  } catch (error) {
    // A seeding that was interrupted is continued: this one has it already.
    if (!(error instanceof AppError) || error.code !== 'vault_name_taken') throw error;
  }
}

async function askAbout(app: App, actor: DemoPerson): Promise<void> {
  const operation = await app.prisma.transaction.findFirst({
    where: { userId: actor.id, type: { in: ['DEPOSIT', 'WITHDRAWAL'] }, status: 'COMPLETED' },
    orderBy: { id: 'desc' },
  });
  if (!operation) return;
  await app.openDispute({
    actor,
    transactionId: operation.id,
    message: 'Je n’étais pas à la réunion ce jour-là. Qui a fait cette opération ?',
  });
}
