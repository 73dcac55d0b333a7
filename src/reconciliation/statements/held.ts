import type { Rows, RowWriter } from './copy.ts';
import type { BadLine } from './line.ts';
import type { StatementBatch } from './read.ts';

/** What is read of a file and not stored yet. */
export class Held {
  readonly rows: Rows[] = [];
  readonly bad: BadLine[] = [];
  lines = 0;
  /** 0 while nothing is held. */
  firstLine = 0;
  lastLine = 0;
  bytes = 0;
  firstAt: Date | null = null;
  lastAt: Date | null = null;
  tellsBalance = false;
  private readonly told: Set<string> | null;

  /** @param believed a line is stored as matched with the transaction that it names */
  constructor(believed: boolean) {
    this.told = believed ? new Set() : null;
  }

  get count(): number {
    return this.lines + this.bad.length;
  }

  /** @param after lines up to this one are stored already, by a run that was stopped */
  add(batch: StatementBatch, after: number, writer: RowWriter): void {
    this.bytes = batch.bytes;
    const lines = batch.lines.filter(({ lineNo }) => lineNo > after);
    const bad = batch.bad.filter(({ lineNo }) => lineNo > after);
    for (const { lineNo } of [lines[0], bad[0]].filter((one) => one !== undefined)) {
      this.firstLine = Math.min(this.firstLine || lineNo, lineNo);
    }
    this.lastLine = Math.max(this.lastLine, lines.at(-1)?.lineNo ?? 0, bad.at(-1)?.lineNo ?? 0);
    this.bad.push(...bad);
    if (lines.length === 0) return;
    this.lines += lines.length;
    this.rows.push(writer.rowsOf(lines, this.told));
    for (const { occurredAt, balance } of lines) {
      if (this.firstAt === null || occurredAt < this.firstAt) this.firstAt = occurredAt;
      if (this.lastAt === null || occurredAt > this.lastAt) this.lastAt = occurredAt;
      this.tellsBalance ||= balance !== null;
    }
  }
}
