import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProofReport } from '../../../src/reconciliation/proof/report.ts';
import { useConsole } from '../../support/console.ts';
import { inThePast } from '../../support/past.ts';
import { noon } from '../import/given.ts';
import { closedDay, dayOfInstant, proofOn } from './days.ts';
import { type Added, OPERATIONS, type Operation, perform } from './model.ts';

const world = useConsole();

const RUNS = 10;
/** What the members of a test begin with, now. */
const OPENED = 75_000;
const recorded: { at: Date; added: Added }[] = [
  { at: new Date(), added: { wallet: OPENED, gateway_float: -OPENED } },
];

/** What the accounts hold by the model: all that was recorded before an instant, however late it was committed. */
function held(before: Date): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { added } of recorded.filter(({ at }) => at < before)) {
    for (const [kind, amount] of Object.entries(added)) {
      sums.set(kind, (sums.get(kind) ?? 0) + amount);
    }
  }
  return sums;
}

const endOf = (daysAgo: number) => new Date(noon(daysAgo).getTime() + 12 * 3_600_000);

const nonZero = (all: Iterable<[string, number]>) =>
  Object.fromEntries([...all].filter(([, sum]) => sum !== 0));

function expectExact({ equation, closing }: ProofReport, at: Date, end: Date) {
  const sums = held(at);
  const digits = (kind: string, sign = 1) => String((sums.get(kind) ?? 0) * sign || 0);
  expect(equation).toEqual({
    wallets: digits('wallet'),
    vaults: digits('vault'),
    payoutClearing: digits('payout_clearing'),
    suspense: digits('suspense'),
    fees: digits('fees', -1),
    receivable: digits('receivable', -1),
    opening: digits('opening'),
    corrections: digits('corrections'),
    expected: digits('gateway_float', -1),
  });
  const told = Object.entries(closing).map(([kind, sum]): [string, number] => [kind, Number(sum)]);
  expect(nonZero(told)).toEqual(nonZero(held(end)));
}

const operation = fc.record({
  kind: fc.constantFrom(...OPERATIONS),
  amount: fc.integer({ min: 100, max: 900 }),
  fee: fc.integer({ min: 0, max: 20 }),
  // Days after the next to be closed; before it, as what is committed too late for its day.
  later: fc.integer({ min: -2, max: 2 }),
  minute: fc.integer({ min: -719, max: 719 }),
});

async function record(one: Operation, at: Date): Promise<void> {
  await inThePast(world.database.ownerUrl, at, async (pool) => {
    recorded.push({ at, added: await perform(world, pool, one) });
  });
}

test('day after day is closed, and every account is still what all postings make it, also those that came too late', async () => {
  const frozen = new Map<string, ProofReport>();
  let next = RUNS + 5;
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 2, maxLength: 6 }), async (operations) => {
      next -= 1;
      for (const { later, minute, ...one } of operations) {
        await record(one, noon(next - later, minute));
      }
      for (const days of [next, next - 1, next - 3]) {
        const report = await proofOn(world, dayOfInstant(noon(days)));
        expectExact(report, endOf(days), endOf(days));
      }
      const now = await proofOn(world, dayOfInstant(new Date()));
      expectExact(now, now.at, endOf(0));
      for (const [day, report] of frozen) expect(await proofOn(world, day)).toEqual(report);
      const day = dayOfInstant(noon(next));
      frozen.set(day, await closedDay(world, day));
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(frozen.size).toBe(RUNS);
});
