import { invalid } from '../kernel/errors.ts';
import { typed } from '../kernel/typed.ts';

/**
 * The method that a statement or a rule is about; null: every one.
 * @throws InvalidInput `method_unknown` for one that is not among `methods`
 */
export function expectMethod(given: unknown, methods: readonly string[]): string | null {
  if (given === undefined || given === null || given === '') return null;
  const method = typed(given);
  if (!methods.includes(method)) {
    throw invalid('method', 'method_unknown', 'Choose one of the payment methods.');
  }
  return method;
}
