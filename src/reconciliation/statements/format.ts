import type { StatementLine } from './line.ts';
import type { ReadPlain } from './plain-line.ts';

/** Reads the cells of one row. @throws BadRow */
export type ReadRow = (cells: readonly string[], lineNo: number) => StatementLine;

/** One operator's way to write a statement. */
export interface StatementFormat {
  /** For a list, in French. */
  readonly label: string;
  /** Null: it tells of every method. */
  readonly method: string | null;
  /** The reader of the rows under this header; null: it is not this format's. */
  open(header: readonly string[]): ReadRow | null;
  /** What reads rows that are cut by commas, under this header, where they stand; null: nothing does. */
  plain?(header: readonly string[]): ReadPlain | null;
}
