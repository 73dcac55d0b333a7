interface Debit {
  readonly method: string;
  readonly debit: bigint;
  /** The gateway is known to have taken its order. */
  readonly accepted: boolean;
}

interface Step<T> {
  readonly sum: bigint;
  readonly of: readonly T[];
}

/** How many sums a search may hold; methods that are left then count as not debited. */
const SUMS = 20_000;

/**
 * Debits whose sum is the largest that does not exceed the limit. A method debits when a payout leaves, or it does not:
 * of each method all accepted ones are taken or none, and with them all of which no answer came or none.
 */
export function wholeMethodsWithin<T extends Debit>(limit: bigint, debits: readonly T[]): T[] {
  const sums = new Map<bigint, readonly Step<T>[]>([[0n, []]]);
  let best = 0n;
  for (const method of new Set(debits.map((one) => one.method))) {
    if (sums.size > SUMS) break;
    const steps = stepsOf(debits.filter((one) => one.method === method));
    for (const [sum, chosen] of [...sums]) {
      for (const step of steps) {
        const more = sum + step.sum;
        if (more > limit || sums.has(more)) continue;
        sums.set(more, [...chosen, step]);
        if (more > best) best = more;
      }
    }
  }
  const taken = new Set((sums.get(best) ?? []).flatMap(({ of }) => of));
  return debits.filter((one) => taken.has(one));
}

function stepsOf<T extends Debit>(all: readonly T[]): Step<T>[] {
  const accepted = all.filter((one) => one.accepted);
  const steps = accepted.length === all.length ? [all] : [accepted, all];
  return steps.map((of) => ({ of, sum: of.reduce((total, { debit }) => total + debit, 0n) }));
}
