import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { csv, imported, newFolder, paid } from '../import/given.ts';
import { at, day, opened } from './given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const actor = () => world.people.finance;

const AMOUNTS = Array.from({ length: 40 }, (_, n) => 10_007 + n * 331);
const TOTAL = BigInt(AMOUNTS.reduce((sum, amount) => sum + amount, 0));
const GONE = 20_000n;

beforeAll(async () => {
  await opened(world, at(9, '08:00:00'), 1_500_000);
  const when = at(8, '23:50:00');
  await paid(
    world,
    ...AMOUNTS.map((amount) => ({ when, type: 'WITHDRAWAL', amount, state: 'accepted' }) as const),
  );
});

/** The gateway had so many francs less than our books at the end of a day. */
async function missing(ago: number, francs: bigint) {
  const { app } = world.console;
  const { equation } = await app.proof({ actor: actor(), day: day(ago) });
  const amount = String(BigInt(equation.expected) - francs);
  await app.recordBalance({ actor: actor(), day: day(ago), amount });
  return app.proof({ actor: actor(), day: day(ago) });
}

const kinds = ({ items }: { items: readonly { kind: string }[] }) => [
  ...new Set(items.map(({ kind }) => kind)),
];

test('forty different payouts that the gateway debited ahead leave nothing unexplained', async () => {
  const report = await missing(8, TOTAL);
  expect(report.items).toHaveLength(AMOUNTS.length);
  expect([kinds(report), report.unexplained]).toEqual([['on_their_way'], '0']);
  expect(await world.console.app.explainGap({ actor: actor(), day: day(8) })).toEqual({
    breakId: null,
  });
});

test('all but three of them are no way in which a method debits', async () => {
  const [first, second, third] = [AMOUNTS[4]!, AMOUNTS[21]!, AMOUNTS[38]!];
  const gone = TOTAL - BigInt(first + second + third);
  const report = await missing(8, gone);
  expect([report.items, report.unexplained]).toEqual([[], String(-gone)]);
});

test('more than all of them is unexplained by just so much', async () => {
  const report = await missing(8, TOTAL + GONE);
  expect(report.items).toHaveLength(AMOUNTS.length);
  expect(report.unexplained).toBe(String(-GONE));
});

test('where statements cover their way and tell none, francs that are gone are not explained away', async () => {
  const told = async (ago: number) => {
    const [deposit] = await paid(world, { when: at(ago, '12:00:00'), amount: 3_000 });
    const line = { ownId: deposit!.id, reference: `NOON-${ago}`, amount: 3_000 };
    await imported(world, csv({ ...line, at: at(ago, '12:00:00') }));
  };
  await told(8);
  const covered = await missing(8, TOTAL);
  expect([covered.items, covered.unexplained]).toEqual([[], String(-TOTAL)]);
  // Of the next day nothing is told yet: the gateway may have debited them then.
  expect(kinds(await missing(7, TOTAL))).toEqual(['on_their_way']);
  await told(7);
  const both = await missing(7, TOTAL);
  expect([both.items, both.unexplained]).toEqual([[], String(-TOTAL)]);
});
