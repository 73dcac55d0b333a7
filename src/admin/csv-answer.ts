import type { Response } from 'express';
import { CSV_MARK, csvLine } from '../kernel/csv.ts';
import { present } from '../kernel/present.ts';

export type CsvRow = readonly string[];

/**
 * Answers a table as a file that a spreadsheet opens: UTF-8 with its mark, quoted, row by row as they
 * come. An error before the first row is answered as usual.
 */
export async function sendCsv(
  res: Response,
  name: string,
  header: CsvRow,
  rows: AsyncIterable<CsvRow>,
): Promise<void> {
  const source = rows[Symbol.asyncIterator]();
  let next = await source.next();
  res.attachment(name).type('text/csv; charset=utf-8');
  res.write(CSV_MARK + csvLine(header));
  while (!next.done && !res.destroyed) {
    if (!res.write(csvLine(present(next.value, 'row')))) await drained(res);
    next = await source.next();
  }
  await source.return?.();
  res.end();
}

const drained = (res: Response): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      res.off('drain', go).off('close', go);
      resolve();
    };
    res.on('drain', go).on('close', go);
  });
