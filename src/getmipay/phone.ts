import type { Currency } from '../kernel/money.ts';
import { parsePhone } from '../kernel/phone.ts';
import { bounded } from './text.ts';

const E164 = /^\+[1-9]\d{6,14}$/;
const OLD_BENIN = /^\+229\d{8}$/;
const CURRENCIES: readonly Currency[] = ['XOF', 'XAF'];

/** A gateway's phone in E.164 where it can be read (`22670123456`, `70 12 34 56`), else as it came. */
export function normalisePhone(text: string): string {
  if (E164.test(text) && !OLD_BENIN.test(text)) return text;
  const compact = text.replace(/[\s().-]/g, '');
  // Eleven digits and more are international without their plus: `22670123456`.
  const candidate = /^[1-9]\d{10,14}$/.test(compact) ? `+${compact}` : compact;
  for (const currency of CURRENCIES) {
    try {
      return parsePhone(candidate, currency);
    } catch {
      // Not a number of that zone; the next may have it, and a webhook is never refused for it.
    }
  }
  return bounded(text);
}
