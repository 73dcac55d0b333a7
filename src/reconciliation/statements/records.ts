import { type LineEnd, MAX_LINE } from './blocks.ts';
import { type BadLine, badLine, type StatementLine } from './line.ts';
import type { ReadPlain } from './plain-line.ts';

/** The cells of one row, and the row as it stands. */
export interface Row {
  readonly lineNo: number;
  readonly cells: readonly string[];
  readonly raw: string;
}

export interface RowBatch {
  readonly rows: readonly Row[];
  /** Those that were read where they stood; `rows` are the others. */
  readonly lines?: readonly StatementLine[];
  readonly bad: readonly BadLine[];
}

export interface Plain {
  readonly bytes: Uint8Array;
  readonly read: ReadPlain;
}

export type Delimiter = ',' | ';' | '\t';

/** A quoted cell may have line breaks; one that runs over more lines has lost its closing quote. */
const MAX_ROW_LINES = 100;
const QUOTE = '"';
const QUOTE_CODE = 34;
const CR = 13;
const SPACE = 32;
const BEYOND_ASCII = 127;
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what makes a line no text.
const NOT_TEXT = /[\u0000\ufffd]/;

/** Cuts lines into rows, counting lines. What a row spoils goes no further than its first line. */
export class RowCutter {
  private readonly delimiter: Delimiter;
  private held: readonly string[] = [];
  private heldSuspect = false;
  private lineNo = 1;

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter;
  }

  /**
   * @param text whole lines
   * @param suspect some line has bytes that are no text
   * @param plain of a text of ASCII: its bytes, and what reads its rows where they are written plainly
   */
  cut(text: string, lineEnd: LineEnd, suspect: boolean, plain: Plain | null = null): RowBatch {
    const quotes = text.includes(QUOTE);
    if (plain && !quotes && !suspect && this.held.length === 0) {
      return this.cutPlain(text, lineEnd, plain);
    }
    const lines = text.split(lineEnd);
    if (lines.at(-1) === '') lines.pop();
    return this.cutLines(lines, quotes, suspect, false);
  }

  private cutPlain(text: string, lineEnd: LineEnd, { bytes, read }: Plain): RowBatch {
    const lines: StatementLine[] = [];
    const rows: Row[] = [];
    const bad: BadLine[] = [];
    for (let from = 0; from < text.length; ) {
      const found = text.indexOf(lineEnd, from);
      const end = found === -1 ? text.length : found;
      const to = text.charCodeAt(end - 1) === CR ? end - 1 : end;
      const line = read(bytes, text, from, to, this.lineNo);
      if (line) {
        lines.push(line);
        this.lineNo += 1;
      } else {
        const cut = this.cutLines([text.slice(from, end)], false, false, false);
        rows.push(...cut.rows);
        bad.push(...cut.bad);
      }
      from = end + 1;
    }
    return { rows, lines, bad };
  }

  /** What is left when nothing follows. */
  end(): RowBatch {
    return this.cutLines([], false, false, true);
  }

  private cutLines(
    lines: readonly string[],
    quotes: boolean,
    suspect: boolean,
    final: boolean,
  ): RowBatch {
    const all = this.held.length > 0 ? [...this.held, ...lines] : lines;
    const mayQuote = quotes || this.held.length > 0;
    const checked = suspect || this.heldSuspect;
    const rows: Row[] = [];
    const bad: BadLine[] = [];
    let at = 0;
    while (at < all.length) {
      const lineNo = this.lineNo + at;
      const line = withoutCr(all[at] ?? '');
      const short = line.length <= MAX_LINE;
      const quoted = mayQuote && short && line.includes(QUOTE) ? this.quoted(all, at) : null;
      if (quoted?.open && !final) break;
      const raw = quoted?.raw ?? line;
      const cells = quoted ? quoted.cells : line.split(this.delimiter);
      if (!short) bad.push(badLine(lineNo, 'line_too_long', line));
      else if (checked && NOT_TEXT.test(raw)) bad.push(badLine(lineNo, 'line_not_text', raw));
      else if (cells === null) bad.push(badLine(lineNo, 'quote_unclosed', raw));
      else if (!isBlank(cells)) rows.push({ lineNo, cells, raw });
      at += quoted?.lines ?? 1;
    }
    this.lineNo += at;
    this.held = all.slice(at);
    this.heldSuspect = checked && this.held.length > 0;
    return { rows, bad };
  }

  /** The row that begins here with a quote somewhere, over as many lines as its quotes say. */
  private quoted(all: readonly string[], from: number): QuotedRow {
    let raw = all[from] ?? '';
    let lines = 1;
    const spoilt = (open: boolean): QuotedRow => ({
      cells: null,
      lines: 1,
      raw: withoutCr(all[from] ?? ''),
      open,
    });
    for (;;) {
      const cells = quotedCells(withoutCr(raw), this.delimiter);
      if (cells === 'malformed') return spoilt(false);
      if (cells !== 'open') return { cells, lines, raw: withoutCr(raw), open: false };
      const next = nextQuote(all, from + lines);
      const tooLong = next - from >= MAX_ROW_LINES || raw.length > MAX_LINE;
      if (tooLong || next >= all.length) return spoilt(!tooLong);
      raw = `${raw}\n${all.slice(from + lines, next + 1).join('\n')}`;
      lines = next + 1 - from;
    }
  }
}

interface QuotedRow {
  /** Null: its quotes do not close, or close where they should not. */
  readonly cells: readonly string[] | null;
  readonly lines: number;
  readonly raw: string;
  /** The lines end before its quotes do. */
  readonly open: boolean;
}

const withoutCr = (line: string): string =>
  line.charCodeAt(line.length - 1) === CR ? line.slice(0, -1) : line;

function isBlank(cells: readonly string[]): boolean {
  const code = cells[0]?.charCodeAt(0) ?? 0;
  if (code > SPACE && code < BEYOND_ASCII) return false;
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/** The next line with a quote, or where the lines, or a row's patience, end. */
function nextQuote(all: readonly string[], from: number): number {
  const end = Math.min(all.length, from + MAX_ROW_LINES);
  let at = from;
  while (at < end && !all[at]?.includes(QUOTE)) at += 1;
  return at;
}

/** RFC 4180; a quote within an unquoted cell is a character like any other. */
function quotedCells(text: string, delimiter: Delimiter): string[] | 'open' | 'malformed' {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE_CODE) {
      const close = closingQuote(text, at + 1);
      if (close === -1) return 'open';
      cells.push(text.slice(at + 1, close).replaceAll('""', QUOTE));
      at = close + 1;
      if (at < text.length && text[at] !== delimiter) return 'malformed';
    } else {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end === -1 ? text.length : end));
      at = end === -1 ? text.length : end;
    }
    if (at === text.length) return cells;
    at += 1;
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf(QUOTE, from); at !== -1; at = text.indexOf(QUOTE, at + 2)) {
    if (text.charCodeAt(at + 1) !== QUOTE_CODE) return at;
  }
  return -1;
}
