import { firstText, wordOf } from '../answer.ts';
import { isJsonObject } from '../json.ts';
import type { Exchange } from '../transport.ts';

/** What a header can carry. */
const TOKEN = /^[\x21-\x7e]{1,8192}$/;
const DAY_MS = 86_400_000;
/** Above this a number of milliseconds since 1970, below it of seconds; a small one is a duration. */
const MILLISECONDS = 100_000_000_000;
const SECONDS = 1_000_000_000;
const ZONED = /(?:z|[+-]\d{2}:?\d{2})$/i;

export interface Token {
  readonly text: string;
  /** Milliseconds since 1970, by our clock as far as the gateway's agrees with it. */
  readonly expiresAt: number;
}

/** Reads the answer of `POST /action/auth`; undefined where no token came. */
export function readToken(exchange: Exchange, now: number): Token | undefined {
  const word = wordOf(exchange);
  if (word?.kind !== 'yes' || !isJsonObject(word.body)) return undefined;
  const text = firstText(word.body, ['token', 'access_token']);
  if (text === undefined || !TOKEN.test(text)) return undefined;
  const expiry = readExpiry(firstText(word.body, ['expires_at', 'expires_in']), now);
  return { text, expiresAt: Math.min(expiry, now + DAY_MS) };
}

/** A number (seconds or milliseconds since 1970, or seconds from now) or a date, UTC without a zone. */
function readExpiry(text: string | undefined, now: number): number {
  if (text === undefined) return now + DAY_MS;
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    if (number >= MILLISECONDS) return number;
    return number >= SECONDS ? number * 1_000 : now + number * 1_000;
  }
  const written = text.trim().replace(' ', 'T');
  const parsed = Date.parse(
    ZONED.test(written) || !written.includes('T') ? written : `${written}Z`,
  );
  return Number.isNaN(parsed) ? now + DAY_MS : parsed;
}
