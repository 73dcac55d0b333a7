import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { csv, imported, newFolder, noon, paid } from '../import/given.ts';
import { operation } from '../import/operation.ts';
import { statement } from '../planted/at-the-gateway.ts';
import { dayOfInstant, proofOn } from './days.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });

const dayAgo = (days: number) => dayOfInstant(noon(days));
/** So many seconds before the midnight at a day's end; negative: after it. */
const toMidnight = (days: number, seconds: number) =>
  new Date(noon(days, 720).getTime() - seconds * 1000);

interface Deal {
  readonly type: 'DEPOSIT' | 'WITHDRAWAL';
  readonly amount: number;
  readonly fee: number;
  readonly here: Date;
  readonly there: Date;
}

/** One deal in both books, each at its time. Answers its id and the gateway's operation. */
async function deal({ type, amount, fee, here, there }: Deal) {
  const [made] = await paid(world, { when: here, type, amount, fee });
  const kind = type === 'DEPOSIT' ? ('payment' as const) : ('payout' as const);
  // The gateway settles half a minute after it was asked.
  const at = new Date(there.getTime() - 30_000);
  return { id: made!.id, there: operation({ ...made!, kind, amount, fee, at }) };
}

async function importDay(operations: readonly ReturnType<typeof operation>[], days: number) {
  const { bytes, name } = await statement(operations, 'wave-fr', dayAgo(days));
  return imported(world, bytes, name);
}

const named = async (days: number, kind: string) =>
  (await proofOn(world, dayAgo(days))).items
    .filter((item) => item.kind === kind)
    .map(({ id, amount }) => [id, amount]);

test('what one side recorded before midnight and the other after is named until both have it', async () => {
  const [before, after] = [toMidnight(12, 20), toMidnight(12, -20)];
  const deals = [
    await deal({ type: 'DEPOSIT', amount: 900, fee: 9, here: after, there: before }),
    await deal({ type: 'WITHDRAWAL', amount: 400, fee: 4, here: after, there: before }),
    await deal({ type: 'DEPOSIT', amount: 700, fee: 7, here: before, there: after }),
    await deal({ type: 'WITHDRAWAL', amount: 300, fee: 3, here: before, there: after }),
    await deal({ type: 'DEPOSIT', amount: 100, fee: 1, here: before, there: before }),
  ];
  for (const days of [12, 11]) {
    const { outcomes } = await importDay(
      deals.map(({ there }) => there),
      days,
    );
    expect(Object.keys(outcomes)).toEqual(['matched']);
  }
  const midnight = Object.fromEntries(await named(12, 'timing'));
  expect(midnight).toEqual({
    [deals[0]!.id]: '891',
    [deals[1]!.id]: '-404',
    [deals[2]!.id]: '-693',
    [deals[3]!.id]: '303',
  });
  expect(await named(11, 'timing')).toEqual([]);
  // By hand: what the gateway had at midnight less what our books say.
  const { equation } = await proofOn(world, dayAgo(12));
  const heldThere = 891 - 404 + 99;
  expect(Number(equation.expected)).toBe(693 - 303 + 99);
  await world.console.app.recordBalance({
    actor: world.people.finance,
    day: dayAgo(12),
    amount: String(heldThere),
  });
  expect(await proofOn(world, dayAgo(12))).toMatchObject({ gap: '97', unexplained: '0' });
  await world.console.app.closeDay({ actor: world.people.finance, day: dayAgo(12) });
});

test('a statement that left a row out does not add up, and differs from our movement by that row', async () => {
  const deals = [
    await deal({ type: 'DEPOSIT', amount: 2_000, fee: 20, here: noon(7), there: noon(7) }),
    await deal({ type: 'DEPOSIT', amount: 600, fee: 6, here: noon(7, 1), there: noon(7, 1) }),
    await deal({ type: 'WITHDRAWAL', amount: 300, fee: 3, here: noon(7, 2), there: noon(7, 2) }),
  ];
  const operations = deals.map(({ there }) => there);
  const { bytes, name } = await statement(operations, 'wave-fr', dayAgo(7));
  const rows = bytes.toString('latin1').split('\n');
  await imported(world, Buffer.from(rows.toSpliced(2, 1).join('\n'), 'latin1'), name);
  const { methods } = await proofOn(world, dayAgo(7));
  expect(methods).toMatchObject([
    { method: 'wave', holds: false, in: '2000', ours: { in: '2600' }, difference: '-594' },
  ]);
});

test('a statement without balances claims no equation, and a method that no statement tells of no difference', async () => {
  const [told] = await paid(world, { when: noon(5), amount: 1_000 });
  await paid(world, { when: noon(5, 1), amount: 2_000, method: 'orange_money' });
  await imported(world, csv({ ownId: told!.id, reference: 'PLAIN', amount: 1_000, at: noon(5) }));
  expect((await proofOn(world, dayAgo(5))).methods).toMatchObject([
    { method: 'orange_money', told: false, holds: null, ours: { in: '2000' }, difference: '0' },
    { method: 'wave', told: true, opening: null, closing: null, holds: null, difference: '0' },
  ]);
});
