import type { Francs } from '../../kernel/money.ts';
import { INSTANT_LENGTH, plainInstant } from './instants.ts';
import type { StatementLine } from './line.ts';

/**
 * Reads a row where it stands, between two places of a block of ASCII without quotes, which is given as bytes and as
 * text; null: it is not written plainly.
 */
export type ReadPlain = (
  bytes: Uint8Array,
  text: string,
  from: number,
  to: number,
  lineNo: number,
) => StatementLine | null;

/** In this order, and cut by commas. */
export const PLAIN_COLUMNS =
  'reference,provider_reference,type,amount,fee,currency,phone,status,occurred_at';

const [QUOTED, PLUS, COMMA, DASH, ZERO, NINE] = [39, 43, 44, 45, 48, 57];
const [LETTER_A, LETTER_F] = [97, 102];
const SPACE = 32;
const DELETE = 127;
const UUID_LENGTH = 36;
const LONGEST_REFERENCE = 128;
const MOST_DIGITS = 15;
/** Eight digits behind it are an old number, which is written anew. */
const OLD_BENIN = '+229';
const OLD_BENIN_LENGTH = 12;

/**
 * A row of our own format as nearly all are written: our own number, known words in small letters, whole francs in digits,
 * a phone in E.164, an instant to the millisecond in UTC. Means what the general reading of its cells means, for a third
 * of the work; any other row is left to that.
 */
export const plainLine: ReadPlain = (bytes, text, from, to, lineNo) => {
  if (!isUuid(bytes, from)) return null;
  const ownId = text.slice(from, from + UUID_LENGTH);
  let at = from + UUID_LENGTH + 1;

  let end = cellEnd(bytes, at, LONGEST_REFERENCE);
  if (end === -1 || !isBare(bytes, at, end)) return null;
  const reference = text.slice(at, end);
  at = end + 1;

  const kind = text.startsWith('deposit,', at)
    ? 'payment'
    : text.startsWith('payout,', at)
      ? 'payout'
      : null;
  if (kind === null) return null;
  at += kind === 'payment' ? 8 : 7;

  end = digitsEnd(bytes, at);
  const amount = francs(bytes, text, at, end);
  if (!amount) return null;
  at = end + 1;

  end = digitsEnd(bytes, at);
  const fee = end === at ? null : francs(bytes, text, at, end);
  if (bytes[end] !== COMMA || fee === undefined) return null;
  at = end + 1;

  const currency = text.startsWith('XOF,', at) ? 'XOF' : text.startsWith('XAF,', at) ? 'XAF' : null;
  if (currency === null) return null;
  at += 4;

  if (bytes[at] === QUOTED) at += 1;
  end = phoneEnd(bytes, text, at);
  if (end === -1) return null;
  const phone = text.slice(at, end);
  at = end + 1;

  const state = text.startsWith('completed,', at)
    ? 'completed'
    : text.startsWith('failed,', at)
      ? 'failed'
      : null;
  if (state === null) return null;
  at += state === 'completed' ? 10 : 7;

  const occurredAt = at + INSTANT_LENGTH === to ? plainInstant(bytes, at) : null;
  if (occurredAt === null) return null;
  return {
    lineNo,
    kind,
    state,
    ownId,
    merchantReference: ownId,
    reference,
    amount,
    fee,
    currency,
    phone,
    occurredAt,
    balance: null,
  };
};

/** Whether a UUID in small letters stands here, and a comma behind it. */
function isUuid(bytes: Uint8Array, from: number): boolean {
  for (let n = 0; n < UUID_LENGTH; n += 1) {
    const byte = bytes[from + n] ?? 0;
    if (n === 8 || n === 13 || n === 18 || n === 23 ? byte !== DASH : !isHex(byte)) return false;
  }
  return bytes[from + UUID_LENGTH] === COMMA;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
const isHex = (byte: number): boolean => isDigit(byte) || (byte >= LETTER_A && byte <= LETTER_F);

/** The comma behind a cell of at most so many characters, or -1. */
function cellEnd(bytes: Uint8Array, from: number, most: number): number {
  for (let at = from; at <= from + most; at += 1) if (bytes[at] === COMMA) return at;
  return -1;
}

/** Whether a cell is not empty and has no outer white space and no apostrophe before it. */
function isBare(bytes: Uint8Array, from: number, end: number): boolean {
  const [first, last] = [bytes[from] ?? 0, bytes[end - 1] ?? 0];
  const begins = first > SPACE && first < DELETE && first !== QUOTED;
  return end > from && begins && last > SPACE && last < DELETE;
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}

/** Digits with a comma behind them; undefined: none, or more than an amount has. */
function francs(bytes: Uint8Array, text: string, from: number, end: number): Francs | undefined {
  const isAmount = end > from && end - from <= MOST_DIGITS && bytes[end] === COMMA;
  return isAmount ? BigInt(text.slice(from, end)) : undefined;
}

/** The comma behind a number in E.164 that is told as it stands, or -1. */
function phoneEnd(bytes: Uint8Array, text: string, from: number): number {
  if (bytes[from] !== PLUS || bytes[from + 1] === ZERO) return -1;
  const end = digitsEnd(bytes, from + 1);
  const length = end - from;
  if (length < 8 || length > 16 || bytes[end] !== COMMA) return -1;
  return length === OLD_BENIN_LENGTH && text.startsWith(OLD_BENIN, from) ? -1 : end;
}
