import { AppError } from './errors.ts';

/** The value that our own logic says must be there. @throws LedgerFault `missing` where it is not */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) {
    throw new AppError('LedgerFault', 'missing', `The ${what} that must exist is missing.`);
  }
  return value;
}
