import type { RowWriter } from './copy.ts';
import type { BadLine } from './line.ts';
import type { StatementBatch } from './read.ts';

/** What one commit stores of a file. */
export class Portion {
  readonly bad: BadLine[] = [];
  lines = 0;
  /** 0 while it holds nothing. */
  firstLine = 0;
  lastLine = 0;
  bytes = 0;
  firstAt: Date | null = null;
  lastAt: Date | null = null;
  tellsBalance = false;
  private readonly told: Set<string> | null;
  private readonly after: number;

  /**
   * @param believed a line is stored as matched with the transaction that it names
   * @param after lines up to this one are stored already, by a run that was stopped
   */
  constructor(believed: boolean, after: number) {
    this.told = believed ? new Set() : null;
    this.after = after;
  }

  get count(): number {
    return this.lines + this.bad.length;
  }

  /** The rows of a batch, as they are copied. */
  *add(batch: StatementBatch, writer: RowWriter): Generator<Buffer> {
    this.bytes = batch.bytes;
    const lines = batch.lines.filter(({ lineNo }) => lineNo > this.after);
    const bad = batch.bad.filter(({ lineNo }) => lineNo > this.after);
    for (const { lineNo } of [lines[0], bad[0]].filter((one) => one !== undefined)) {
      this.firstLine = Math.min(this.firstLine || lineNo, lineNo);
    }
    this.lastLine = Math.max(this.lastLine, lines.at(-1)?.lineNo ?? 0, bad.at(-1)?.lineNo ?? 0);
    this.bad.push(...bad);
    if (lines.length === 0) return;
    this.lines += lines.length;
    for (const { occurredAt, balance } of lines) {
      if (this.firstAt === null || occurredAt < this.firstAt) this.firstAt = occurredAt;
      if (this.lastAt === null || occurredAt > this.lastAt) this.lastAt = occurredAt;
      this.tellsBalance ||= balance !== null;
    }
    yield writer.rowsOf(lines, this.told);
  }
}
