import { isUuid } from '../../kernel/ids.ts';
import type { Currency, Francs } from '../../kernel/money.ts';
import type { StatementLine } from './line.ts';
import { refuse } from './refuse.ts';

const MAX_REFERENCE = 128;
/** A net amount and its fee together may reach what each alone cannot. */
const CEILING = 1_000_000_000_000_000n;
const APOSTROPHE = 39;
const SPACE = 32;
const BEYOND_ASCII = 127;
/** An export puts an apostrophe before what a spreadsheet would run. */
const FORMULA = '=+-@\t\r';
const OURS = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The cell of a row, without outer white space and without the apostrophe before a formula. */
export function cellAt(cells: readonly string[], at: number): string {
  const cell = cells[at] ?? '';
  const text = isBare(cell) ? cell : cell.trim();
  const quoted = text.charCodeAt(0) === APOSTROPHE && FORMULA.includes(text.charAt(1) || ' ');
  return quoted ? text.slice(1) : text;
}

/** Whether no white space is around it, at a glance; most cells are so. */
function isBare(cell: string): boolean {
  const [first, last] = [cell.charCodeAt(0), cell.charCodeAt(cell.length - 1)];
  return first > SPACE && first < BEYOND_ASCII && last > SPACE && last < BEYOND_ASCII;
}

/**
 * A reference is kept verbatim or not at all: shortened, it would be another one.
 * @throws BadRow reference_too_long
 */
export function referenceOf(text: string): string | null {
  if (text.length > MAX_REFERENCE) return refuse('reference_too_long');
  return text === '' ? null : text;
}

/** The merchant's reference, and our transaction where it is a UUID. */
export function merchantReferenceOf(
  text: string,
): Pick<StatementLine, 'ownId' | 'merchantReference'> {
  const merchantReference = referenceOf(text);
  if (text.length !== 36) return { ownId: null, merchantReference };
  if (OURS.test(text)) return { ownId: text, merchantReference };
  return { ownId: isUuid(text) ? text.toLowerCase() : null, merchantReference };
}

/** @throws BadRow currency_unknown */
export function currencyOf(text: string): Currency {
  if (text === 'XOF' || text === 'XAF') return text;
  const upper = text.toUpperCase();
  return upper === 'XOF' || upper === 'XAF' ? upper : refuse('currency_unknown');
}

/**
 * The amount of a line is gross, above zero and one that the books can hold.
 * @throws BadRow amount_zero, amount_sign, amount_unreadable
 */
export function grossOf(amount: Francs): Francs {
  if (amount === 0n) return refuse('amount_zero');
  if (amount >= CEILING) return refuse('amount_unreadable');
  return amount > 0n ? amount : refuse('amount_sign');
}

/** What the words of a column mean. */
export type Words<Meaning> = ReadonlyMap<string, Meaning>;

export const wordsFor = <Meaning extends string>(
  meanings: Readonly<Record<Meaning, readonly string[]>>,
): Words<Meaning> =>
  new Map(
    Object.entries<readonly string[]>(meanings).flatMap(([meaning, words]) =>
      words.map((word) => [word.toLowerCase(), meaning as Meaning] as const),
    ),
  );

/** @throws BadRow type_unknown */
export const kindIn = (words: Words<StatementLine['kind']>, text: string): StatementLine['kind'] =>
  words.get(text) ?? words.get(text.toLowerCase()) ?? refuse('type_unknown');

/** @throws BadRow status_unknown */
export const stateIn = (
  words: Words<StatementLine['state']>,
  text: string,
): StatementLine['state'] =>
  words.get(text) ?? words.get(text.toLowerCase()) ?? refuse('status_unknown');
