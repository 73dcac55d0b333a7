import type { SecondFactor } from '../identity/second-factor.ts';
import type { Person } from '../kernel/actor.ts';
import { invalid } from '../kernel/errors.ts';
import type { Francs } from '../kernel/money.ts';

export interface StepUp {
  readonly actor: Person;
  readonly code: unknown;
  readonly amount: Francs;
  /** `PAYOUT_APPROVAL_ABOVE`. */
  readonly above: Francs;
  /** What the code is given for: payee and amount among it. */
  readonly bound: string;
}

/**
 * Staff with a second factor give a fresh code for a payout above the limit. It is used up by the
 * payout that it was given for.
 * @throws InvalidInput `code_needed`, `code_refused`, `code_used` on `code`
 */
export async function askForCode(secondFactor: SecondFactor, step: StepUp): Promise<void> {
  const { actor, code, amount, above, bound } = step;
  if (actor.role === 'MEMBER' || amount <= above) return;
  if (!(await secondFactor.hasOne(actor.id))) return;
  if (code === undefined || code === null || code === '') {
    throw invalid('code', 'code_needed', 'A payout of this size needs a code from your phone.');
  }
  await secondFactor.checkField({ userId: actor.id, code, bound });
}
