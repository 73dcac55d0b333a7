/** A correction, as a page tells it. */
interface Correction {
  /** What it did, as the database has it: `double_funded`, `completed`, `failed`, `release`, `collect` or `reversal`. */
  readonly adjustment: string | null;
  /** What took it back itself; null: it stands. */
  readonly undone: unknown;
}

/** A correction's row, told with what took it back itself. */
export function toldCorrection<R extends { readonly corrections: readonly unknown[] }>({
  corrections,
  ...facts
}: R): Omit<R, 'corrections'> & { readonly undone: R['corrections'][number] | null } {
  return { ...facts, undone: corrections[0] ?? null };
}

/**
 * The correction that says what is true of an operation now, the last of those that stand; null: its own state does.
 * A debt that is collected changes nothing about what happened.
 */
export const standingCorrection = <C extends Correction>(corrections: readonly C[]): C | null =>
  corrections.findLast(({ adjustment, undone }) => undone === null && adjustment !== 'collect') ??
  null;

/** What the correction that stands did; null: none stands. */
export const correctedAs = (corrections: readonly Correction[]): string | null =>
  standingCorrection(corrections)?.adjustment ?? null;

/** How an operation stands beside its own state: two people corrected it, or its money is held meanwhile. */
export function correctionState(corrected: string | null): 'CORRECTED' | 'HELD' | null {
  if (!corrected) return null;
  return corrected === 'double_funded' ? 'HELD' : 'CORRECTED';
}

interface CorrectedBy extends Correction {
  /** Whole francs. */
  readonly amount: string;
}

/** Every correction that says something of what is true now; what was held is part of what was completed. */
export const standingCorrections = <C extends Correction>(
  corrections: readonly C[],
): readonly C[] => {
  const last = standingCorrection(corrections);
  if (last?.adjustment !== 'completed') return last ? [last] : [];
  return corrections.filter(
    (one) => one === last || (one.adjustment === 'double_funded' && one.undone === null),
  );
};

/**
 * What was corrected in all, in whole francs. A payout that left after its return is held in part and then completed
 * by people: together they are the whole payout, taken or owed.
 */
export function correctedAmount(corrections: readonly CorrectedBy[], whole: string): string | null {
  const standing = standingCorrections(corrections);
  return standing.length > 1 ? whole : (standing[0]?.amount ?? null);
}
