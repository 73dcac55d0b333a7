/** A line of the gateway without any reference, and a transaction of ours, as the property draws them. */
export interface Drawn {
  readonly phone: number;
  readonly amount: number;
  /** Minutes. */
  readonly at: number;
}

export interface Rule {
  readonly tolerance: number;
  readonly within: number;
}

/** What a rule by phone, amount and time pairs: each line's transaction, or null. By brute force. */
export function paired(
  lines: readonly (Drawn & { readonly deposit: boolean })[],
  transactions: readonly (Drawn & { readonly took: number })[],
  { tolerance, within }: Rule,
): (number | null)[] {
  const fits = lines.map((line) =>
    transactions.flatMap((one, nth) => {
      const close = line.at >= one.at - within && line.at <= one.at + one.took + within;
      const same = line.phone === one.phone && Math.abs(line.amount - one.amount) <= tolerance;
      return line.deposit && same && close ? [nth] : [];
    }),
  );
  return fits.map((found) => {
    const only = found.length === 1 ? found[0]! : null;
    return only !== null && fits.filter((other) => other.includes(only)).length === 1 ? only : null;
  });
}
