import type { ReadRow, StatementFormat } from './format.ts';
import { FORMATS, type FormatName } from './formats.ts';
import { type BadLine, badLine, type StatementLine } from './line.ts';
import { mappedRow } from './mapped-row.ts';
import type { Mapping } from './mapping.ts';
import type { ReadPlain } from './plain-line.ts';
import type { Delimiter, Row, RowBatch } from './records.ts';
import { BadRow } from './refuse.ts';
import { firstCuts, HEADER_LINES, kindOfFile, knownHeader, rowsOf } from './rows.ts';
import { openSource, type Source } from './source.ts';
import { unreadable } from './whole-file.ts';

/** How a statement is read: as one of the known formats, or as a person has said. */
export type How = { readonly format: FormatName } | { readonly mapping: Mapping };

export interface StatementBatch {
  readonly lines: readonly StatementLine[];
  readonly bad: readonly BadLine[];
  /** How many bytes of the file are read so far. */
  readonly bytes: number;
}

/**
 * The rows of a statement, in the file's order and in batches of a few thousand, each read when it
 * is asked for. Every row below the header is a line or a bad line, but for empty ones.
 * @throws InvalidInput `statement_unknown_format` where the format's header is not in the first 30
 *   lines, `statement_empty`, `statement_not_text`, `statement_old_workbook`, `statement_too_large`,
 *   `statement_workbook_unreadable`
 */
export async function* readStatement(source: Source, how: How): AsyncGenerator<StatementBatch> {
  const opened = await openSource(source);
  try {
    const delimiter = await delimiterOf(opened.head, how);
    const reader = new RowReader(how);
    const plain = () => (delimiter === ',' ? reader.readPlain : null);
    for await (const batch of rowsOf(opened, delimiter, plain)) {
      yield { ...reader.read(batch), bytes: opened.taken() };
    }
    if (!reader.started) throw unreadable('statement_unknown_format');
  } finally {
    await opened.close();
  }
}

async function delimiterOf(head: Buffer, how: How): Promise<Delimiter> {
  if (kindOfFile(head) === 'workbook') return ',';
  if ('mapping' in how) return how.mapping.delimiter;
  const cut = (await firstCuts(head)).find((one) => {
    const header = knownHeader(one);
    return header && FORMATS[how.format].open(header.cells);
  });
  if (!cut) throw unreadable('statement_unknown_format');
  return cut.delimiter;
}

/** Finds the header first, then reads what is below it. */
class RowReader {
  private readonly how: How;
  private readRow: ReadRow | null = null;
  /** Null before the header is found, and where its rows are read cell by cell only. */
  readPlain: ReadPlain | null = null;
  private headerLine = 0;
  private width = 0;

  constructor(how: How) {
    this.how = how;
  }

  /** Whether the header was found; a mapping needs none. */
  get started(): boolean {
    return this.readRow !== null || 'mapping' in this.how;
  }

  read({ rows, lines: plain = [], bad }: RowBatch): Omit<StatementBatch, 'bytes'> {
    const from = this.readRow ? 0 : this.firstRowIn(rows);
    const lines: StatementLine[] = [];
    const refused = bad.filter(({ lineNo }) => this.readRow && lineNo > this.headerLine);
    const { readRow } = this;
    if (readRow) {
      for (let at = from; at < rows.length; at += 1) {
        const read = this.oneRow(readRow, rows[at] as Row);
        if ('why' in read) refused.push(read);
        else lines.push(read);
      }
    }
    return { lines: inOrder(plain, lines), bad: refused.sort(byLine) };
  }

  /** The index of the first row below the header, which is found on the way. */
  private firstRowIn(rows: readonly Row[]): number {
    for (const [at, { lineNo, cells }] of rows.entries()) {
      const isHeader =
        'mapping' in this.how ? this.passes(lineNo, this.how.mapping) : this.opens(lineNo, cells);
      if (isHeader) {
        this.headerLine = lineNo;
        this.width = cells.length;
        return at + 1;
      }
      if (this.readRow) return at;
    }
    return rows.length;
  }

  private passes(lineNo: number, mapping: Mapping): boolean {
    if (lineNo >= mapping.headerRow) this.readRow = mappedRow(mapping);
    return lineNo === mapping.headerRow;
  }

  private opens(lineNo: number, cells: readonly string[]): boolean {
    if ('format' in this.how && lineNo <= HEADER_LINES) {
      const format: StatementFormat = FORMATS[this.how.format];
      this.readRow = format.open(cells);
      this.readPlain = (this.readRow && format.plain?.(cells)) ?? null;
    }
    return this.readRow !== null;
  }

  private oneRow(readRow: ReadRow, { cells, lineNo, raw }: Row): StatementLine | BadLine {
    const over = this.width > 0 && cells.length > this.width ? cells.slice(this.width) : [];
    if (over.some((cell) => cell.trim() !== '')) return badLine(lineNo, 'too_many_cells', raw);
    try {
      return readRow(cells, lineNo);
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      return badLine(lineNo, cells.length < this.width ? 'too_few_cells' : error.code, raw);
    }
  }
}

const byLine = (a: { readonly lineNo: number }, b: { readonly lineNo: number }): number =>
  a.lineNo - b.lineNo;

/** The lines of a batch in the file's order. */
function inOrder(
  plain: readonly StatementLine[],
  others: readonly StatementLine[],
): readonly StatementLine[] {
  if (plain.length === 0) return others;
  return others.length === 0 ? plain : [...plain, ...others].sort(byLine);
}
