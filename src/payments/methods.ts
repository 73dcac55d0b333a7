import { invalid } from '../kernel/errors.ts';
import type { Francs } from '../kernel/money.ts';

/** One way to pay, as configured (`PAYMENT_METHODS`). Amounts in whole francs. */
export interface PaymentMethod {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly deposit: boolean;
  readonly payout: boolean;
  readonly min: Francs;
  readonly max: Francs;
  /** Most that a wallet may hold, deposits on their way included (BCEAO Instruction 008-05-2015). */
  readonly maxBalance: Francs;
  /** Most that may be deposited in a calendar month (same source). */
  readonly maxMonthlyDeposits: Francs;
}

/**
 * The method of a request, checked for its direction and its limits.
 * @throws InvalidInput `method_unknown`, `method_disabled`, `method_direction`, `amount_below`, `amount_above`
 */
export function methodFor(
  methods: readonly PaymentMethod[],
  id: unknown,
  direction: 'deposit' | 'payout',
  amount: Francs,
): PaymentMethod {
  const method = methods.find((candidate) => candidate.id === id);
  if (!method) throw invalid('method', 'method_unknown', 'Choose one of the payment methods.');
  const details = { method: method.label };
  if (!method.enabled) {
    throw invalid('method', 'method_disabled', `${method.label} is switched off.`, details);
  }
  if (!method[direction]) {
    throw invalid(
      'method',
      'method_direction',
      `${method.label} cannot be used for a ${direction}.`,
      details,
    );
  }
  expectWithin(method.label, amount, method);
  return method;
}

/**
 * The range of a method or of a service, in whole francs; null is no bound.
 * @throws InvalidInput `amount_below`, `amount_above`
 */
export function expectWithin(
  label: string,
  amount: Francs,
  { min, max }: { readonly min: Francs | null; readonly max: Francs | null },
): void {
  if (min !== null && amount < min) {
    throw invalid('amount', 'amount_below', `${label} takes at least ${min} F CFA.`, {
      method: label,
      min: String(min),
    });
  }
  if (max !== null && amount > max) {
    throw invalid('amount', 'amount_above', `${label} takes at most ${max} F CFA.`, {
      method: label,
      max: String(max),
    });
  }
}
