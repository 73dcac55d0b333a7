import type { Francs } from '../../kernel/money.ts';
import { refuse } from './refuse.ts';

/** What a number holds exactly. */
const MOST_DIGITS = 15;
const [ZERO, NINE] = [48, 57];
const SPACES = /[\s\u00a0\u202f\u2009]/g;
/** `-1,504`, `1504.00`, `1504,0`: commas only between thousands, at most one decimal sign. */
const WRITTEN = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:([.,])(\d*))?$/;

/**
 * Whole francs as statements write them: `1504`, `-1 504`, `1,504.00`, `1504,0`.
 * `1.504` is refused: a thousand francs for one reader, one and a half for another.
 * @throws BadRow amount_unreadable, amount_not_whole
 */
export function francs(text: string): Francs {
  const plain = plainOf(text);
  if (plain !== null) return BigInt(plain);
  const found = WRITTEN.exec(text.length > 40 ? '' : text.replace(SPACES, ''));
  if (!found) return refuse('amount_unreadable');
  const [, sign, written = '', point, decimals = ''] = found;
  if (point && decimals.length === 3 && written.length <= 3) return refuse('amount_unreadable');
  const digits = written.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  if (digits.length > MOST_DIGITS) return refuse('amount_unreadable');
  if (/[1-9]/.test(decimals)) return refuse('amount_not_whole');
  return sign === '-' ? -BigInt(digits) : BigInt(digits);
}

/** One to fifteen digits and nothing else, as nearly every amount is written; else null. */
function plainOf(text: string): number | null {
  if (text.length === 0 || text.length > MOST_DIGITS) return null;
  let value = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return null;
    value = value * 10 + code - ZERO;
  }
  return value;
}

/** As `francs`; an empty cell is null. */
export const francsOrNull = (text: string): Francs | null => (text === '' ? null : francs(text));

/** A fee takes from the merchant: above zero, or none. @throws BadRow amount_sign */
export function feeOrNull(text: string): Francs | null {
  const fee = francsOrNull(text);
  return fee !== null && fee < 0n ? refuse('amount_sign') : fee;
}

export const magnitude = (amount: Francs): Francs => (amount < 0n ? -amount : amount);
