import { invalid } from '../../kernel/errors.ts';
import type { Direction } from '../definition.ts';
import type { Place } from './keys.ts';

const LONGEST = 2_000;

export interface Counted {
  readonly total: number;
  /** `least`: there are more; `about`: an estimate. */
  readonly totalIs: 'exact' | 'least' | 'about';
}

/** Where a page begins, and how far the list was counted when it was opened. */
export interface Cursor extends Counted {
  readonly sortBy: string;
  readonly direction: Direction;
  readonly place: Place;
  /** Towards the beginning of the list. */
  readonly back: boolean;
  /** The row of the place belongs to the page too. */
  readonly including: boolean;
  /** So many rows lie before the place. */
  readonly seen: number;
}

const TOTALS = ['exact', 'least', 'about'] as const;

/** A cursor as it stands in an address: nothing that a person should read or write. */
export function writeCursor(cursor: Cursor): string {
  const { sortBy, direction, place, back, including, seen, total, totalIs } = cursor;
  const parts = [
    sortBy,
    direction === 'asc' ? 1 : 0,
    back ? 1 : 0,
    including ? 1 : 0,
    seen,
    total,
    TOTALS.indexOf(totalIs),
    ...place,
  ];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

const unreadable = () =>
  invalid('cursor', 'cursor_invalid', 'The cursor of this page cannot be read.');

/** What each kind of value of a place looks like; the database would refuse the rest with a fault. */
const LOOKS: Readonly<Record<string, (text: string) => boolean>> = {
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  timestamptz: (text) =>
    /^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/.test(text) &&
    !Number.isNaN(Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))),
  numeric: (text) => /^-?\d{1,20}$/.test(text),
  text: (text) => !text.includes('\0'),
};

/** `timestamptz?`: it may be empty. */
function fits(value: unknown, type: string): boolean {
  if (value === null) return type.endsWith('?');
  return typeof value === 'string' && (LOOKS[type.replace('?', '')]?.(value) ?? false);
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function parts(text: string): readonly unknown[] {
  if (text.length > LONGEST) throw unreadable();
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(read)) return read;
  } catch {
    // Not even JSON: the same sentence.
  }
  throw unreadable();
}

/**
 * @param types of the place's values, by the sort's name and direction; null: there is no such sort
 * @throws InvalidInput `cursor_invalid`
 */
export function readCursor(
  text: string,
  typesOf: (sortBy: string, direction: Direction) => readonly string[] | null,
): Cursor {
  const [sortBy, ascending, back, including, seen, total, totalIs, ...place] = parts(text);
  const direction = ascending === 1 ? 'asc' : 'desc';
  const kind = TOTALS[Number(totalIs)];
  const types = typeof sortBy === 'string' ? typesOf(sortBy, direction) : null;
  const isSound =
    typeof sortBy === 'string' &&
    types !== null &&
    types.length === place.length &&
    types.every((type, nth) => fits(place[nth], type)) &&
    isCount(seen) &&
    isCount(total) &&
    kind !== undefined;
  if (!isSound) throw unreadable();
  return {
    sortBy,
    direction,
    place: place as Place,
    back: back === 1,
    including: including === 1,
    seen,
    total,
    totalIs: kind,
  };
}
