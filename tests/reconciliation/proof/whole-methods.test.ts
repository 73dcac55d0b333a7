import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeMethodsWithin } from '../../../src/reconciliation/proof/whole-methods.ts';

interface One {
  readonly method: string;
  readonly debit: bigint;
  readonly accepted: boolean;
}

const METHODS = ['wave', 'orange', 'moov', 'mtn'];

const sumOf = (all: readonly One[]) => all.reduce((total, { debit }) => total + debit, 0n);

const debits = fc.array(
  fc.record({
    method: fc.constantFrom(...METHODS),
    debit: fc.bigInt({ min: 1n, max: 400n }),
    accepted: fc.boolean(),
  }),
  { maxLength: 14 },
);

/** Every choice that is allowed: of each method none, the accepted ones, or all. */
function choices(all: readonly One[]): One[][] {
  let sets: One[][] = [[]];
  for (const method of METHODS) {
    const theirs = all.filter((one) => one.method === method);
    const steps = [[], theirs.filter(({ accepted }) => accepted), theirs];
    sets = sets.flatMap((set) => steps.map((step) => [...set, ...step]));
  }
  return sets;
}

const keyOf = (all: readonly One[], some: readonly One[]) =>
  all.map((one) => (some.includes(one) ? '1' : '0')).join('');

test('it is the largest sum of whole methods that does not exceed the limit', () => {
  fc.assert(
    fc.property(debits, fc.bigInt({ min: 0n, max: 3_000n }), (all, limit) => {
      const chosen = wholeMethodsWithin(limit, all);
      const allowed = choices(all);
      expect(allowed.map((set) => keyOf(all, set))).toContain(keyOf(all, chosen));
      expect(sumOf(chosen)).toBeLessThanOrEqual(limit);
      for (const set of allowed) {
        if (sumOf(set) <= limit) expect(sumOf(set)).toBeLessThanOrEqual(sumOf(chosen));
      }
    }),
    { numRuns: 400 },
  );
});

test('thousands that have the same sums and very many methods are searched in no time', () => {
  const many = Array.from({ length: 6_000 }, (_, n) => ({
    method: `m${n % 60}`,
    debit: BigInt(1_000 + ((n * 7_919) % 10_007)),
    accepted: n % 3 > 0,
  }));
  const started = performance.now();
  const chosen = wholeMethodsWithin(sumOf(many) / 2n, many);
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(sumOf(chosen)).toBeLessThanOrEqual(sumOf(many) / 2n);
  expect(
    wholeMethodsWithin(
      sumOf(many),
      many.slice(0, 100).map((one) => ({ ...one, method: 'one' })),
    ),
  ).toHaveLength(100);
});
