import type { App } from '../../app.ts';
import type { Extra } from '../definition.ts';

/**
 * What is on its way into (`comingIn`) and out of (`goingOut`) each of these wallets, in whole
 * francs; a wallet without either is not in the answer. One query, through the narrow queue: a
 * payout that waits for an approval is held, so it counts as going out.
 */
export async function onItsWay(
  app: App,
  walletIds: readonly string[],
): Promise<ReadonlyMap<string, Extra>> {
  const sums = await app.prisma.transaction.groupBy({
    by: ['walletId', 'type'],
    where: {
      status: { in: ['PENDING', 'AWAITING_APPROVAL'] },
      // The wallets of the entries: their operations are many, and these are few.
      queue: { is: { queue: 'OPEN', walletId: { in: [...walletIds] } } },
    },
    _sum: { amount: true },
  });
  const found = new Map<string, Extra>();
  for (const { walletId, type, _sum } of sums) {
    const name = type === 'DEPOSIT' ? 'comingIn' : 'goingOut';
    found.set(walletId, { ...found.get(walletId), [name]: _sum.amount?.toFixed() ?? '0' });
  }
  return found;
}
