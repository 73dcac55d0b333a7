import { utf16Of } from './encoding.ts';
import { formatOf } from './formats.ts';
import type { ReadPlain } from './plain-line.ts';
import type { Delimiter, Row, RowBatch } from './records.ts';
import type { Opened } from './source.ts';
import { textRows } from './text-rows.ts';
import { unreadable } from './whole-file.ts';
import { workbookRows } from './workbook.ts';
import { isZip, MAX_WORKBOOK_BYTES } from './workbook-file.ts';

/** The header stands within so many lines. */
export const HEADER_LINES = 30;
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];
const FIRST_ROWS = 60;
const OLD_WORKBOOK = 'd0cf11e0';
const LOOKED_AT = 4096;

/**
 * Whether this is the beginning of a workbook, or of a text.
 * @throws InvalidInput `statement_empty`, `statement_not_text`, `statement_old_workbook`
 */
export function kindOfFile(head: Buffer): 'workbook' | 'text' {
  if (isZip(head)) return 'workbook';
  const bytes = head.subarray(0, LOOKED_AT);
  if (bytes.subarray(0, 4).toString('hex') === OLD_WORKBOOK) {
    throw unreadable('statement_old_workbook');
  }
  if (utf16Of(head)) return 'text';
  const controls = bytes.filter((byte) => byte < 9).length;
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-' || controls * 20 > bytes.length) {
    throw unreadable('statement_not_text');
  }
  if (head.toString('latin1').trim() === '') throw unreadable('statement_empty');
  return 'text';
}

/** All rows of a file; a text is cut at the delimiter, or read as `textRows` says. */
export const rowsOf = (
  opened: Pick<Opened, 'head' | 'chunks'>,
  delimiter: Delimiter,
  plain: () => ReadPlain | null = () => null,
): AsyncGenerator<RowBatch> =>
  kindOfFile(opened.head) === 'workbook'
    ? rowsOfWorkbook(opened)
    : textRows(opened, delimiter, plain);

async function* rowsOfWorkbook({ chunks }: Pick<Opened, 'chunks'>): AsyncGenerator<RowBatch> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    parts.push(chunk);
    if (size > MAX_WORKBOOK_BYTES) break;
  }
  yield* workbookRows(Buffer.concat(parts));
}

/** The first rows of a head, which for a workbook is the whole file. */
export async function firstRows(head: Buffer, delimiter: Delimiter): Promise<Row[]> {
  async function* only(): AsyncGenerator<Buffer> {
    yield head;
  }
  const rows: Row[] = [];
  for await (const batch of rowsOf({ head, chunks: only() }, delimiter)) {
    rows.push(...batch.rows.slice(0, FIRST_ROWS - rows.length));
    if (rows.length >= FIRST_ROWS) break;
  }
  return rows;
}

export interface Cut {
  readonly delimiter: Delimiter;
  readonly rows: readonly Row[];
}

/** The first rows, cut at each delimiter in turn; a workbook once. */
export async function firstCuts(head: Buffer): Promise<Cut[]> {
  const delimiters = kindOfFile(head) === 'workbook' ? DELIMITERS.slice(0, 1) : DELIMITERS;
  const cuts: Cut[] = [];
  for (const delimiter of delimiters)
    cuts.push({ delimiter, rows: await firstRows(head, delimiter) });
  return cuts;
}

/** The row of a cut that is a known format's header. */
export const knownHeader = ({ rows }: Cut): Row | undefined =>
  rows.find(({ lineNo, cells }) => lineNo <= HEADER_LINES && formatOf(cells) !== null);
