import type { App } from '../../app.ts';
import type { Extra } from '../definition.ts';

interface Sum {
  readonly walletId: string;
  readonly type: string;
  readonly amount: string;
}

/**
 * What is on its way into (`comingIn`) and out of (`goingOut`) each of these wallets, in whole
 * francs; a wallet without either is not in the answer. Entries of the open queue say it by themselves:
 * a payout that waits for an approval is held, so it counts as going out.
 */
export async function onItsWay(
  { read }: App,
  walletIds: readonly string[],
): Promise<ReadonlyMap<string, Extra>> {
  const sums = await read<Sum>(
    `select q.wallet_id::text as "walletId", q.type, sum(q.amount)::text as amount from queue_entry q
    where q.wallet_id = any ($1::uuid[]) and q.queue = 'OPEN' group by 1, 2`,
    [walletIds],
  );
  const found = new Map<string, Extra>();
  for (const { walletId, type, amount } of sums) {
    const name = type === 'DEPOSIT' ? 'comingIn' : 'goingOut';
    found.set(walletId, { ...found.get(walletId), [name]: amount });
  }
  return found;
}
