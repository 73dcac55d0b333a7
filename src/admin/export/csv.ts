import { stringify } from 'csv-stringify/sync';
import { CSV_MARK, inertText } from '../../kernel/csv.ts';
import type { Book, Page } from './book.ts';
import type { Cell } from './cells.ts';

/**
 * Rows as a spreadsheet opens them: UTF-8 with its mark, quoted, instants in the business zone. A text
 * that a spreadsheet would run as a formula begins with an apostrophe; an amount stays a number.
 */
export function csvBook(wallClock: (at: Date) => string): Book {
  const written = (cell: Cell) => {
    if (typeof cell === 'string') return inertText(cell);
    return cell instanceof Date ? wallClock(cell) : cell;
  };
  const lines = (page: Page) =>
    stringify(
      page.map((row) => row.map(written)),
      { record_delimiter: 'windows', quoted_string: true },
    );
  return {
    type: 'text/csv; charset=utf-8',
    begin: (heads) => Buffer.from(CSV_MARK + lines([heads])),
    page: (page) => Buffer.from(lines(page)),
    end: () => Buffer.alloc(0),
  };
}
