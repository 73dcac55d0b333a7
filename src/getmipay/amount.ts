import type { Francs } from '../kernel/money.ts';
import { type Json, NumberToken } from './json.ts';

/** `5000`, `5000.0`, `5000.00`: whole francs as JSON numbers and as text, below 10^15. */
const WHOLE = /^(0|[1-9]\d{0,14})(?:\.0{1,2})?$/;

/**
 * Reads an amount of the gateway's, in francs.
 * @returns 'unreadable' for a fraction, a negative, an exponent, junk or another type
 */
export function readFrancs(value: Json): Francs | 'unreadable' {
  const text = value instanceof NumberToken ? value.text : value;
  const whole = typeof text === 'string' ? WHOLE.exec(text)?.[1] : undefined;
  return whole === undefined ? 'unreadable' : BigInt(whole);
}

/** As `readFrancs`, for what may be below zero: a merchant's balance after a fee that it did not cover. */
export function readSignedFrancs(text: string): Francs | 'unreadable' {
  const francs = readFrancs(text.replace(/^-/, ''));
  return francs === 'unreadable' || !text.startsWith('-') ? francs : -francs;
}
