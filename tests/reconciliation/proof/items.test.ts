import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { csv, imported, newFolder, paid } from '../import/given.ts';
import { operation } from '../import/operation.ts';
import { statement } from '../planted/at-the-gateway.ts';
import { at, day, opened } from './given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const finance = () => world.people.finance;
const proof = (ago: number) => world.console.app.proof({ actor: finance(), day: day(ago) });

beforeAll(() => opened(world, at(25, '08:00:00'), 40_000));

/** The gateway has so many francs more than our books at the end of a day. */
async function gapOf(ago: number, francs: bigint) {
  const { equation } = await proof(ago);
  const amount = String(BigInt(equation.expected) + francs);
  await world.console.app.recordBalance({ actor: finance(), day: day(ago), amount });
  return proof(ago);
}

test('what the gateway and we put on two sides of midnight is a timing item of that midnight only', async () => {
  const [theirsFirst, oursFirst] = await paid(
    world,
    { when: at(19, '00:05:00'), amount: 5_000, fee: 50 },
    { when: at(20, '23:58:00'), amount: 700 },
  );
  await imported(
    world,
    csv(
      { ownId: theirsFirst!.id, reference: 'NIGHT-1', fee: 50, at: at(20, '23:59:00') },
      { ownId: oursFirst!.id, reference: 'NIGHT-2', amount: 700, at: at(19, '00:03:00') },
    ),
  );
  const before = await gapOf(20, 4_950n - 700n);
  expect(before.items).toHaveLength(2);
  expect(before.items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: 'timing',
        id: theirsFirst!.id,
        label: 'deposit',
        amount: '4950',
      }),
      expect.objectContaining({
        kind: 'timing',
        id: oursFirst!.id,
        label: 'deposit',
        amount: '-700',
      }),
    ]),
  );
  expect(before).toMatchObject({ gap: '4250', unexplained: '0' });
  expect(await gapOf(19, 0n)).toMatchObject({ items: [], gap: '0', unexplained: '0' });
});

test('what was matched within a tolerance stays named in every later proof', async () => {
  await world.database.owner.query(
    `update match_rule set tolerance = 50 where basis = 'own_reference'`,
  );
  const [made] = await paid(world, { when: at(18, '12:00:00') });
  await imported(
    world,
    csv({ ownId: made!.id, reference: 'NEARLY', amount: 5_030, at: at(18, '12:00:30') }),
  );
  for (const ago of [18, 17]) {
    const { items, unexplained } = await gapOf(ago, 30n);
    expect(items).toMatchObject([{ kind: 'tolerated', id: made!.id, amount: '30' }]);
    expect(unexplained).toBe('0');
  }
});

test('a break is an item until two people leave it alone, and then an ignored one', async () => {
  const { app } = world.console;
  const [made] = await paid(world, { when: at(16, '12:00:00') });
  await imported(
    world,
    csv({ ownId: made!.id, reference: 'OTHER', amount: 4_200, at: at(16, '12:00:30') }),
  );
  const open = await gapOf(16, 30n - 800n);
  expect(open.items.map(({ kind, label, amount }) => [kind, label, amount])).toEqual([
    ['break', 'amount_mismatch', '-800'],
    ['tolerated', 'deposit', '30'],
  ]);
  expect(open.unexplained).toBe('0');
  const breakId = open.items[0]!.id!;
  const { outcome, resolutionId } = await app.resolveBreak({
    actor: finance(),
    breakId,
    verb: 'ignore',
    reason: 'the operator gives it back next month',
  });
  expect(outcome).toBe('proposed');
  await app.decideResolution({
    actor: world.people.admin,
    resolutionId: resolutionId!,
    decision: 'approve',
  });
  const left = await proof(16);
  expect(left.items.map(({ kind, id }) => [kind, id])).toContainEqual(['ignored', breakId]);
  expect(left.unexplained).toBe('0');
  expect(await gapOf(15, 30n - 800n)).toMatchObject({ gap: '-770', unexplained: '0' });
});

test('a break that is answered later still explains the proof of its own day', async () => {
  const { app } = world.console;
  const [reference, amount] = ['FOUND', 900];
  await imported(world, csv({ reference, amount, at: at(14, '12:00:00') }));
  const { rows } = await app.breaks({ actor: finance(), filter: { q: reference } });
  const { resolutionId } = await app.resolveBreak({
    actor: finance(),
    breakId: rows[0]!.id,
    verb: 'post_suspense',
    reason: 'nobody’s yet',
  });
  await app.decideResolution({
    actor: world.people.admin,
    resolutionId: resolutionId!,
    decision: 'approve',
  });
  const then = await gapOf(14, 30n - 800n + 900n);
  expect(then.items).toContainEqual(
    expect.objectContaining({ kind: 'late_resolution', id: rows[0]!.id, amount: '900' }),
  );
  expect(then.unexplained).toBe('0');
  const now = await gapOf(0, 30n - 800n);
  expect(now.items.map(({ kind }) => kind).sort()).toEqual(['ignored', 'tolerated']);
  expect(now.unexplained).toBe('0');
});

test('payouts on their way are listed, for nobody knows on which side of midnight they are debited', async () => {
  const [sent] = await paid(
    world,
    { when: at(13, '23:00:00'), type: 'WITHDRAWAL', amount: 1_200, state: 'accepted' },
    { when: at(13, '23:01:00'), type: 'WITHDRAWAL', amount: 1_300 },
  );
  const { onTheirWay } = await proof(13);
  expect(onTheirWay).toMatchObject({
    count: 1,
    amount: '1200',
    transactions: [{ transactionId: sent!.id, method: 'wave' }],
  });
});

test('a method’s statement is held against its own equation and against our movement', async () => {
  const made = await paid(
    world,
    { when: at(11, '10:00:00'), amount: 3_000, fee: 30 },
    { when: at(11, '11:00:00'), amount: 1_000, fee: 10, type: 'WITHDRAWAL' },
  );
  const operations = made.map((one, nth) =>
    operation({
      ...one,
      kind: nth === 0 ? 'payment' : 'payout',
      amount: nth === 0 ? 3_000 : 1_000,
      fee: nth === 0 ? 30 : 10,
      at: at(11, nth === 0 ? '10:00:00' : '11:00:00'),
    }),
  );
  const told = await statement(operations, 'wave-fr', day(11));
  await imported(world, told.bytes, told.name);
  const { methods } = await proof(11);
  expect(methods).toMatchObject([
    {
      method: 'wave',
      told: true,
      in: '3000',
      out: '1000',
      fees: '40',
      holds: true,
      ours: { in: '3000', out: '1000', fees: '40', net: '1960' },
      difference: '0',
    },
  ]);
  const [{ opening, closing }] = methods as [(typeof methods)[number]];
  expect(BigInt(closing!) - BigInt(opening!)).toBe(1_960n);
});
