/** What a correction did to the operation that it corrects. */
export type Adjustment =
  | 'double_funded'
  | 'completed'
  | 'failed'
  | 'release'
  | 'collect'
  | 'reversal';

interface Correction {
  /** One of `Adjustment`, as the database has it. */
  readonly adjustment: string | null;
  /** What took it back itself; null: it stands. */
  readonly undone: unknown;
}

/**
 * The correction that says what is true of an operation now, the last of those that stand; null: its own state does.
 * A debt that is collected changes nothing about what happened.
 */
export const standingCorrection = <C extends Correction>(corrections: readonly C[]): C | null =>
  corrections.findLast(({ adjustment, undone }) => undone === null && adjustment !== 'collect') ??
  null;
