import { BlockDecoder, type Encoding, utf16Of } from './encoding.ts';
import { type FormatName, formatOf } from './formats.ts';
import type { Delimiter, Row } from './records.ts';
import { type Cut, firstCuts, HEADER_LINES, kindOfFile, knownHeader } from './rows.ts';
import { HEAD_BYTES, openSource, type Source } from './source.ts';
import { unreadable } from './whole-file.ts';
import { isZip, MAX_WORKBOOK_BYTES } from './workbook-file.ts';

const SAMPLES = 20;

/** What a file is, from its beginning. */
export interface Detection {
  readonly kind: 'text' | 'workbook';
  /** Null: a known format was not found, a person says what the columns mean. */
  readonly format: FormatName | null;
  /** Of a workbook null. */
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  /** Its line, from 1. */
  readonly headerRow: number;
  readonly header: readonly string[];
  /** Up to 20 rows below the header. */
  readonly samples: readonly (readonly string[])[];
}

/** What `detect` needs of a file: its beginning, or the whole of a workbook (up to its limit). */
export async function headOf(source: Source): Promise<Buffer> {
  const opened = await openSource(source);
  try {
    if (!isZip(opened.head)) return opened.head;
    const parts: Buffer[] = [];
    let size = 0;
    for await (const chunk of opened.chunks) {
      parts.push(chunk);
      size += chunk.length;
      if (size > MAX_WORKBOOK_BYTES) break;
    }
    return Buffer.concat(parts);
  } finally {
    await opened.close();
  }
}

/**
 * Sniffs encoding, delimiter, header and format. `head` comes from `headOf`.
 * @throws InvalidInput `statement_empty`, `statement_not_text`, `statement_old_workbook`,
 *   `statement_too_large`, `statement_workbook_unreadable`, `statement_unknown_format` (no table at all)
 */
export async function detect(head: Buffer): Promise<Detection> {
  const kind = kindOfFile(head);
  const cuts = await firstCuts(head);
  const known = cuts.find((cut) => knownHeader(cut) !== undefined);
  const cut = known ?? mostRegular(cuts);
  const header = (known && knownHeader(known)) ?? (cut && likelyHeader(cut.rows));
  if (!cut || !header) throw unreadable('statement_unknown_format');
  return {
    kind,
    format: known ? formatOf(header.cells) : null,
    encoding: kind === 'text' ? encodingOf(head) : null,
    delimiter: kind === 'text' ? cut.delimiter : null,
    headerRow: header.lineNo,
    header: header.cells,
    samples: cut.rows
      .filter(({ lineNo }) => lineNo > header.lineNo)
      .slice(0, SAMPLES)
      .map(({ cells }) => cells),
  };
}

function encodingOf(head: Buffer): Encoding {
  const wide = utf16Of(head);
  if (wide) return wide;
  const decoder = new BlockDecoder();
  // A head that was cut may end within a character.
  decoder.decode(head.length < HEAD_BYTES ? head : head.subarray(0, head.lastIndexOf('\n') + 1));
  return decoder.encoding;
}

/** The delimiter that makes most rows of one width, of at least two columns; then the widest. */
function mostRegular(cuts: readonly Cut[]): Cut | undefined {
  const scored = cuts.map((cut) => {
    const width = usualWidth(cut.rows);
    return { cut, width, rows: cut.rows.filter(({ cells }) => cells.length === width).length };
  });
  return scored
    .filter(({ width }) => width >= 2)
    .sort((a, b) => b.rows - a.rows || b.width - a.width)[0]?.cut;
}

function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort(([a, times], [b, others]) => others - times || b - a)[0]?.[0] ?? 0;
}

/** The first row of the usual width whose cells are words; else the first of that width. */
function likelyHeader(rows: readonly Row[]): Row | undefined {
  const width = usualWidth(rows);
  const wide = rows.filter((row) => row.lineNo <= HEADER_LINES && row.cells.length === width);
  return wide.find(({ cells }) => cells.filter(isWord).length * 2 > width) ?? wide[0];
}

const isWord = (cell: string): boolean => /\p{L}/u.test(cell) && !/\d{3}/.test(cell);
