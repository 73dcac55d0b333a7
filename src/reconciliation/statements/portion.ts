import type { RowWriter } from './copy.ts';
import type { BadLine, StatementLine } from './line.ts';
import { Marks } from './marks.ts';
import type { StatementBatch } from './read.ts';

/** What one commit stores of a file. */
export class Portion {
  readonly rows: Buffer[] = [];
  readonly bad: BadLine[] = [];
  lines = 0;
  /** 0 while it holds nothing. */
  firstLine = 0;
  lastLine = 0;
  bytes = 0;
  tellsBalance = false;
  /** Marks of the transactions that its lines are stored as the own ones of. */
  private readonly told = new Marks();
  private readonly toldBefore: Marks;
  private readonly believed: boolean;
  private first = Infinity;
  private last = -Infinity;

  /**
   * @param believed the first line that names a transaction is stored as matched with it
   * @param before the portion that may be stored at the same time: two that told the same would wait for each other
   */
  constructor(believed: boolean, before: Portion | null) {
    this.believed = believed;
    this.toldBefore = before?.told ?? new Marks();
  }

  get count(): number {
    return this.lines + this.bad.length;
  }

  /** Takes a batch, whose first line has this number. */
  add({ lines, bad, bytes }: StatementBatch, firstId: number, writer: RowWriter): void {
    this.bytes = bytes;
    for (const { lineNo } of [lines[0], bad[0]].filter((one) => one !== undefined)) {
      this.firstLine = Math.min(this.firstLine || lineNo, lineNo);
    }
    this.lastLine = Math.max(this.lastLine, lines.at(-1)?.lineNo ?? 0, bad.at(-1)?.lineNo ?? 0);
    this.bad.push(...bad);
    if (lines.length === 0) return;
    this.lines += lines.length;
    for (const line of lines) this.note(line);
    this.rows.push(writer.rowsOf(lines, firstId, this.isFirst));
  }

  /** When its first operation was; null: it holds no line. */
  get firstAt(): Date | null {
    return this.lines > 0 ? new Date(this.first) : null;
  }

  get lastAt(): Date | null {
    return this.lines > 0 ? new Date(this.last) : null;
  }

  private note({ occurredAt, balance }: StatementLine): void {
    const at = occurredAt.getTime();
    if (at < this.first) this.first = at;
    if (at > this.last) this.last = at;
    if (balance !== null) this.tellsBalance = true;
  }

  private readonly isFirst = (mark: number): boolean => {
    if (!this.believed || this.toldBefore.has(mark)) return false;
    return this.told.add(mark);
  };
}
