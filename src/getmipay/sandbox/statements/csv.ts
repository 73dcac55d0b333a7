import { stringify } from 'csv-stringify/sync';

type Cells = readonly (string | bigint)[];

interface CsvOptions {
  readonly lineEnd?: 'unix' | 'windows';
  /** Cells that a spreadsheet would run as a formula are quoted with an apostrophe. */
  readonly escapeFormulas?: boolean;
}

/** Writes rows as CSV; a row may be longer or shorter than another. */
export const csv = (rows: readonly Cells[], options: CsvOptions = {}): string =>
  stringify(
    rows.map((cells) => cells.map(String)),
    {
      record_delimiter: options.lineEnd ?? 'unix',
      escape_formulas: options.escapeFormulas ?? false,
    },
  );
