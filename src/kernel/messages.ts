import type { Locale } from './actor.ts';
import type { ErrorDetails } from './errors.ts';
import { groupThousands } from './money.ts';
import { typesetWords, wholeAmounts } from './typeset.ts';
import { EN } from './words-en.ts';
import { FR } from './words-fr.ts';

/** `{amount}` is replaced by the detail of that name; digits that are money get their thousands. */
const MONEY_DETAILS = new Set(['amount', 'balance', 'limit', 'expected', 'min', 'max']);

type MessageCode = keyof typeof FR;

const FRENCH: Readonly<Record<MessageCode, string>> = typesetWords(FR);

const isKnown = (code: string): code is MessageCode => Object.hasOwn(FR, code);

/**
 * The sentence for a code (an error's, an outcome's, a reason's, a status's) in the person's
 * language. A code that nobody wrote a sentence for says that something went wrong, never the code.
 */
export function sentence(locale: Locale, code: string, details: ErrorDetails = {}): string {
  const words = locale === 'fr' ? FRENCH : EN;
  const template = words[isKnown(code) ? code : 'unexpected'];
  return wholeAmounts(template).replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = String(details[name] ?? '');
    return MONEY_DETAILS.has(name) && /^\d+$/.test(value) ? groupThousands(value) : value;
  });
}
