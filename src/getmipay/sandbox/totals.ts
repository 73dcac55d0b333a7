import type { Currency, Francs } from '../../kernel/money.ts';
import type { Operation } from './operation.ts';

export interface BooksTotals {
  readonly currency: Currency;
  /** Deposits completed − payouts completed − the fees of both. */
  readonly balance: Francs;
  readonly deposits: { readonly count: number; readonly amount: Francs };
  readonly payouts: { readonly count: number; readonly amount: Francs };
  readonly fees: Francs;
  readonly pending: number;
  readonly operations: number;
}

/** One currency's books, from all operations. */
export function totalsOf(operations: readonly Operation[], currency: Currency): BooksTotals {
  const ours = operations.filter((operation) => operation.currency === currency);
  const completed = ours.filter((operation) => operation.state === 'completed');
  const sumOf = (kind: Operation['kind']) => {
    const done = completed.filter((one) => one.kind === kind);
    return { count: done.length, amount: done.reduce((sum, one) => sum + one.amount, 0n) };
  };
  const deposits = sumOf('payment');
  const payouts = sumOf('payout');
  const fees = completed.reduce((sum, one) => sum + one.fee, 0n);
  return {
    currency,
    balance: deposits.amount - payouts.amount - fees,
    deposits,
    payouts,
    fees,
    pending: ours.filter((operation) => operation.state === 'pending').length,
    operations: ours.length,
  };
}
