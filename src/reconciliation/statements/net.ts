import type { Francs } from '../../kernel/money.ts';
import type { StatementLine } from './line.ts';
import { refuse } from './refuse.ts';

/**
 * The gross amount behind a change of the balance: 4,950 with a fee of 50 is a payment of 5,000,
 * −1,504 with a fee of 4 is a payout of 1,500.
 * @throws BadRow amount_sign: money came in by a payout
 */
export function grossOfNet(kind: StatementLine['kind'], change: Francs, fee: Francs): Francs {
  if (kind === 'payment') return change + fee;
  return change <= 0n ? -change - fee : refuse('amount_sign');
}
