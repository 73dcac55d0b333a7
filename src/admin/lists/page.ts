import { invalid } from '../../kernel/errors.ts';
import type { Direction } from '../definition.ts';
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
  /** The instant back to which was looked, where the page is not full and there may be more. */
  readonly searchedTo: string | null;
}

interface ListAsked extends PageAsked {
  readonly reading: Reading;
  readonly sortBy: string;
  readonly direction: Direction;
  /** Nothing was asked for: the whole table is the list. */
  readonly isWhole: boolean;
}

interface PageIds {
  readonly ids: readonly string[];
  /** What is known at once; the count may take as long as the records. */
  meta(): Promise<PageMeta>;
}

const idOf = (place: Place): string => place.at(-1) ?? '';

/**
 * The place before a page that is asked for by its number. @throws InvalidInput `page_too_far`
 */
async function before({ reading, page, perPage }: ListAsked): Promise<Place | null> {
  const rows = (page - 1) * perPage;
  if (page > FARTHEST_PAGE || rows > FARTHEST_ROW)
    throw invalid('page', 'page_too_far', `A list is not opened at page ${page}.`, {
      limit: String(FARTHEST_PAGE),
    });
  if (rows === 0) return null;
  const { places } = await readRows(reading, rows);
  return places.at(-1) ?? null;
}

async function counted(asked: ListAsked, read: Read): Promise<Counted> {
  if (asked.cursor) return asked.cursor;
  if (asked.page === 1 && read.goesOn === null)
    return { total: read.places.length, totalIs: 'exact' };
  if (asked.page === 1 && read.cut) return { total: read.places.length, totalIs: 'least' };
  return (asked.isWhole ? await estimateRows(asked.reading) : null) ?? countRows(asked.reading);
}

/** One page's ids in the list's order; what it says beside them is asked for separately. */
export async function readPageIds(asked: ListAsked): Promise<PageIds> {
  const { reading, perPage, sortBy, direction, cursor } = asked;
  const from = cursor ?? { place: await before(asked), back: false, including: false };
  const read = await readRows(reading, perPage, from);
  // Nothing before it any more: what is on top now is the first page, whole.
  if (from.back && read.goesOn === null && read.places.length < perPage)
    return readPageIds({ ...asked, cursor: null, page: 1 });
  const places = from.back ? [...read.places].reverse() : read.places;
  return {
    ids: places.map(idOf),
    meta: async () => {
      const { total, totalIs } = await counted(asked, read);
      const at = (place: Place | null | undefined, back: boolean, including = false) =>
        place ? writeCursor({ sortBy, direction, place, back, including, total, totalIs }) : null;
      /** Back where this page came from: its first row's side, or the place itself where it has none. */
      const backFrom = (place: Place | undefined, back: boolean) =>
        place ? at(place, back) : at(from.place, back, !from.including);
      return {
        perPage,
        sortBy,
        direction,
        total,
        totalIs,
        next: from.back ? backFrom(places.at(-1), false) : at(read.goesOn, false),
        previous: from.back ? at(read.goesOn, true) : from.place ? backFrom(places[0], true) : null,
        searchedTo: read.cut ? (read.goesOn?.[0] ?? null) : null,
      };
    },
  };
}
