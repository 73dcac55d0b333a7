import { invalid } from '../../kernel/errors.ts';
import type { Direction, Row } from '../definition.ts';
import { type Counted, type Cursor, writeCursor } from './cursor.ts';
import type { Place } from './keys.ts';
import { countRows, estimateRows, type Read, type Reading, readRows } from './read-page.ts';

/** Whoever wants to go further filters, or goes on from page to page. */
const FARTHEST_PAGE = 100;
const FARTHEST_ROW = 2_500;

/** Which page is asked for: the first, one by its number, or one by a cursor. */
export interface PageAsked {
  readonly perPage: number;
  readonly page: number;
  readonly cursor: Cursor | null;
}

/** What a list says beside its records. */
export interface PageMeta extends Counted {
  readonly perPage: number;
  readonly sortBy: string;
  readonly direction: Direction;
  /** Cursors; null: there is no such page. */
  readonly next: string | null;
  readonly previous: string | null;
  /** It was read towards the beginning of the list. */
  readonly back: boolean;
  /** The instant up to which was looked, where the page is not full and there may be more. */
  readonly searchedTo: string | null;
}

interface ListAsked extends PageAsked {
  readonly reading: Reading;
  readonly sortBy: string;
  readonly direction: Direction;
  /** Nothing was asked for: the whole table is the list. */
  readonly isWhole: boolean;
}

interface Page {
  readonly rows: readonly Row[];
  readonly meta: PageMeta;
}

const NOT_COUNTED: Counted = { total: 0, totalIs: 'least' };

interface Start {
  readonly place: Place | null;
  readonly back: boolean;
  readonly including: boolean;
  readonly seen: number;
}

/** Only the places. */
const withoutRows = ({ whole: _, ...reading }: Reading): Reading => reading;

/**
 * Where a page begins that is asked for by its number. @throws InvalidInput `page_too_far`
 */
async function startOf({ reading, page, perPage }: ListAsked): Promise<Start> {
  const rows = (page - 1) * perPage;
  if (page > FARTHEST_PAGE || rows > FARTHEST_ROW)
    throw invalid('page', 'page_too_far', `A list is not opened at page ${page}.`, {
      limit: String(FARTHEST_PAGE),
    });
  const { places } = rows === 0 ? { places: [] } : await readRows(withoutRows(reading), rows);
  return { place: places.at(-1) ?? null, back: false, including: false, seen: places.length };
}

async function countedAtFirst({ reading, isWhole }: ListAsked): Promise<Counted> {
  return (isWhole ? await estimateRows(reading) : null) ?? countRows(reading);
}

/** How many there are, by what this page knows of it: the end of a list says it exactly. */
function counted(
  asked: ListAsked,
  read: Read,
  known: Counted,
  seen: number,
  back: boolean,
): Counted {
  const reached = seen + read.places.length;
  if (!asked.cursor && read.goesOn === null) return { total: reached, totalIs: 'exact' };
  const { total, totalIs } = !asked.cursor && read.cut ? NOT_COUNTED : known;
  if (totalIs !== 'least') return { total, totalIs };
  const isEnd = !back && read.goesOn === null;
  return { total: Math.max(total, reached), totalIs: isEnd ? 'exact' : totalIs };
}

/** One page in the list's order, and what is said beside it. The count is asked for meanwhile. */
export async function readPage(asked: ListAsked): Promise<Page> {
  const { reading, perPage, sortBy, direction, cursor } = asked;
  const from: Start = cursor ?? (await startOf(asked));
  const { back } = from;
  const [read, known] = await Promise.all([
    readRows(reading, perPage, from),
    cursor ?? countedAtFirst(asked),
  ]);
  // Nothing before it any more: what is on top now is the first page, whole.
  if (back && read.goesOn === null && read.places.length < perPage)
    return readPage({ ...asked, cursor: null, page: 1 });
  const places = back ? [...read.places].reverse() : read.places;
  const seen = back ? Math.max(0, from.seen - places.length) : from.seen;
  const reached = seen + places.length;
  const count = counted(asked, read, known, seen, back);
  const cursorAt = (place: Place | null | undefined, more: Omit<Start, 'place'>) =>
    place ? writeCursor({ sortBy, direction, place, ...more, ...count }) : null;
  const onward = (place: Place | null | undefined, including = false) =>
    cursorAt(place, { back: false, including, seen: reached });
  const backward = (place: Place | null | undefined, including = false) =>
    cursorAt(place, { back: true, including, seen });
  /** A page without rows is left by the place that it began at. */
  const [first, last] = [places[0], places.at(-1)];
  const other = !from.including;
  const next = !back ? onward(read.goesOn) : last ? onward(last) : onward(from.place, other);
  const previous = back
    ? backward(read.goesOn)
    : !from.place
      ? null
      : first
        ? backward(first)
        : backward(from.place, other);
  const searchedTo = read.cut ? (read.goesOn?.[0] ?? null) : null;
  return {
    rows: back ? [...read.rows].reverse() : read.rows,
    meta: { perPage, sortBy, direction, back, ...count, next, previous, searchedTo },
  };
}
