import { invalid } from './errors.ts';
import { typed } from './typed.ts';

/** A whole number of francs. XOF and XAF have no minor unit (ISO 4217). */
export type Francs = bigint;

export type Currency = 'XOF' | 'XAF';

/** Above any sum that can exist; the database refuses it as well (CHECK in every amount column). */
const CEILING = 1_000_000_000_000_000n;

/**
 * Reads an amount typed by a person: a positive whole number of francs.
 * Spaces between thousands are allowed (`5 000`), nothing else.
 * @throws InvalidInput `amount_invalid`
 */
export function parseAmount(text: unknown, field = 'amount'): Francs {
  const compact = typed(text).replace(/[\s\u00a0\u202f]/g, '');
  if (!/^\d{1,15}$/.test(compact)) {
    throw invalid(field, 'amount_invalid', 'The amount must be a whole number of francs.');
  }
  const amount = BigInt(compact);
  if (amount === 0n || amount >= CEILING) {
    throw invalid(field, 'amount_invalid', 'The amount must be a whole number of francs.');
  }
  return amount;
}

/** `5000` → `5 000`, with narrow no-break spaces between thousands. */
export function groupThousands(amount: Francs | string): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** `5000` → `5 000 F CFA`. */
export function formatFrancs(amount: Francs | string): string {
  return `${groupThousands(amount)}\u00a0F\u00a0CFA`;
}
