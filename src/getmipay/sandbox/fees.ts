import type { Francs } from '../../kernel/money.ts';
import type { Order } from './operation.ts';
import type { Scenario } from './scenario.ts';

/** What GetMiPay keeps of an order, in whole francs, half a franc rounded up. */
export function feeOf(
  { fees }: Scenario,
  { kind, amount }: Pick<Order, 'kind' | 'amount'>,
): Francs {
  const perMille = kind === 'payment' ? fees.paymentsPerMille : fees.payoutsPerMille;
  return (amount * BigInt(perMille) + 500n) / 1_000n;
}
