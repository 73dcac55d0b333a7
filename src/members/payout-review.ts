import { AppError, invalid } from '../kernel/errors.ts';
import { type Currency, type Francs, parseAmount } from '../kernel/money.ts';
import { parsePhone } from '../kernel/phone.ts';
import type { MethodOption } from './components/method-choice.tsx';
import type { PaymentTyped } from './pages/payment-form.tsx';

export interface PayoutReview {
  readonly amount: Francs;
  /** E.164. */
  readonly phone: string;
  readonly methodLabel: string;
  /** What the wallet holds afterwards, as far as can be told now. */
  readonly left: Francs;
}

/**
 * Reads a withdrawal before it is asked for, so that what is wrong is said before the last word.
 * `requestPayout` decides everything again. @throws InvalidInput, Conflict `insufficient_funds`
 */
export function reviewPayout(
  typed: PaymentTyped,
  wallet: { readonly balance: string; readonly currency: string },
  methods: readonly MethodOption[],
): PayoutReview {
  const amount = parseAmount(typed.amount);
  const method = methods.find(({ id }) => id === typed.method);
  if (!method) throw invalid('method', 'method_unknown', 'Choose one of the payment methods.');
  const { label, min, max } = method;
  if (amount < min || amount > max) {
    throw invalid('amount', amount < min ? 'amount_below' : 'amount_above', 'Out of bounds.', {
      method: label,
      min: String(min),
      max: String(max),
    });
  }
  const phone = parsePhone(typed.phone, wallet.currency as Currency);
  const left = BigInt(wallet.balance) - amount;
  if (left < 0n) {
    throw new AppError('Conflict', 'insufficient_funds', 'The balance is not enough.', {
      balance: wallet.balance,
      amount: String(amount),
    });
  }
  return { amount, phone, methodLabel: label, left };
}
