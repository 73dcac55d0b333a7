import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { statement } from '../planted/at-the-gateway.ts';
import { breaksOf, csv, imported, linesOf, newFolder, noon, outcomesOf, paid } from './given.ts';
import { operation } from './operation.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const breaks = (q: string) => breaksOf(world.console.app, world.people.finance, q);
const outcomes = (fileId: string) => outcomesOf(world.database.pool, fileId);

test('a duplicate line whose amount is also wrong is one break, duplicate, whichever line comes first', async () => {
  const made = await paid(world, { when: noon(9) }, { when: noon(9, 1) });
  const [one, two] = [made[0]!, made[1]!];
  const file = await imported(
    world,
    csv(
      { reference: 'DUP-1', ownId: one.id, at: noon(9) },
      { reference: 'DUP-1-again', ownId: one.id, amount: 5_041, at: noon(9) },
      { reference: 'DUP-2-again', ownId: two.id, amount: 5_041, at: noon(9) },
      { reference: 'DUP-2', ownId: two.id, at: noon(9) },
    ),
  );
  expect(await outcomes(file.id)).toEqual(['matched', 'duplicate', 'duplicate', 'matched']);
  for (const { id } of [one, two]) expect(await breaks(id)).toEqual(['duplicate']);
  const { rows } = await world.console.app.breaks({
    actor: world.people.finance,
    filter: { q: one.id },
  });
  expect(rows[0]).toMatchObject({ value: '5041', difference: '5041' });
});

test('of two lines that both disagree one is the transaction’s own, and the break is still one', async () => {
  const [made] = await paid(world, { when: noon(9, 5) });
  const file = await imported(
    world,
    csv(
      { reference: 'BOTH-1', ownId: made!.id, amount: 4_000, at: noon(9) },
      { reference: 'BOTH-2', ownId: made!.id, amount: 6_000, at: noon(9) },
    ),
  );
  expect(await outcomes(file.id)).toEqual(['amount_mismatch', 'duplicate']);
  expect(await breaks(made!.id)).toEqual(['duplicate']);
});

test('lines that a later file of the account tells again are repeated, and open nothing', async () => {
  const made = await paid(world, { when: noon(8) }, { when: noon(8, 1), amount: 900 });
  const shared = [
    { reference: 'OVER-1', ownId: made[0]!.id, at: noon(8) },
    { reference: 'OVER-UNKNOWN', amount: 777, at: noon(8, 2) },
  ];
  const first = await imported(world, csv(...shared));
  const second = await imported(
    world,
    csv(...shared, { reference: 'OVER-2', ownId: made[1]!.id, amount: 900, at: noon(8, 1) }),
  );
  expect(await outcomes(first.id)).toEqual(['matched', 'missing_in_ledger']);
  expect(await outcomes(second.id)).toEqual(['repeated', 'repeated', 'matched']);
  expect(second.outcomes).toEqual({ matched: 1, repeated: 2 });
  expect(await breaks('OVER-UNKNOWN')).toEqual(['missing_in_ledger']);
  expect(await breaks(made[0]!.id)).toEqual([]);
});

test('another number for a paid transaction in a later file is a duplicate, told again or not', async () => {
  const [made] = await paid(world, { when: noon(7) });
  const line = { ownId: made!.id, at: noon(7) };
  await imported(world, csv({ ...line, reference: 'LATER-1' }));
  const second = await imported(world, csv({ ...line, reference: 'LATER-2' }));
  const third = await imported(
    world,
    csv({ ...line, reference: 'LATER-2' }, { ...line, reference: 'LATER-1' }),
  );
  expect(await outcomes(second.id)).toEqual(['duplicate']);
  expect(await outcomes(third.id)).toEqual(['repeated', 'repeated']);
  expect(await breaks(made!.id)).toEqual(['duplicate']);
});

test('the French export of a Wave account repeats the English one; another account’s does not', async () => {
  const made = await paid(
    world,
    { when: noon(6), amount: 1_500, fee: 15 },
    { when: noon(6, 1), type: 'WITHDRAWAL', amount: 700, fee: 7 },
  );
  const day = noon(6).toISOString().slice(0, 10);
  const operations = made.map((one, n) =>
    operation({
      ...one,
      at: noon(6, n),
      kind: n === 0 ? 'payment' : 'payout',
      amount: n === 0 ? 1_500 : 700,
      fee: n === 0 ? 15 : 7,
    }),
  );
  const told: [string, string[]][] = [];
  for (const format of ['wave-en', 'wave-fr', 'tontine-pro']) {
    const { bytes, name } = await statement(operations, format, day);
    const file = await imported(world, bytes, name);
    told.push([format, await outcomes(file.id)]);
  }
  expect(told).toEqual([
    ['wave-en', ['matched', 'matched']],
    ['wave-fr', ['repeated', 'repeated']],
    ['tontine-pro', ['matched', 'matched']],
  ]);
  for (const { id } of made) expect(await breaks(id)).toEqual([]);
});

test('a failed row matches nothing; beside a completed transaction that no line tells it is a conflict', async () => {
  const made = await paid(world, { when: noon(5) }, { when: noon(5, 1), state: 'failed' });
  const file = await imported(
    world,
    csv(
      { reference: 'FAILED-1', ownId: made[0]!.id, status: 'failed', at: noon(5) },
      { reference: 'FAILED-2', ownId: made[1]!.id, status: 'failed', at: noon(5) },
      { reference: 'FAILED-3', status: 'failed', at: noon(5) },
    ),
  );
  expect(await outcomes(file.id)).toEqual(['not_happened', 'not_happened', 'not_happened']);
  const lines = await linesOf(world.database.pool, file.id);
  expect(lines.map(({ difference, paired }) => [difference, paired])).toEqual(
    lines.map(() => ['0', false]),
  );
  expect(await breaks(made[0]!.id)).toEqual(['status_conflict']);
  expect(await breaks(made[1]!.id)).toEqual([]);
});
