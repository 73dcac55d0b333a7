import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { givenPayment } from '../../support/payments.ts';
import { csv, imported, newFolder, paid } from '../import/given.ts';
import { givenSaver } from '../resolutions/given.ts';
import { at, day, opened } from './given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });
const actor = () => world.people.finance;
const proof = (ago: number) => world.console.app.proof({ actor: actor(), day: day(ago) });

beforeAll(() => opened(world, at(9, '08:00:00'), 50_000));

test('what moves after today’s balance moves neither the equation nor the methods', async () => {
  const { app } = world.console;
  await paid(world, { when: new Date(Date.now() - 1_000), amount: 4_000 });
  const { equation } = await proof(0);
  await app.recordBalance({ actor: actor(), day: day(0), amount: equation.expected });
  const before = await proof(0);
  await paid(world, { when: new Date(Date.now() + 1), amount: 700 });
  const after = await proof(0);
  expect(after.methodsUntil).toEqual(after.balance!.at);
  expect([after.equation, after.methods]).toEqual([before.equation, before.methods]);
  await app.recordBalance({ actor: actor(), day: day(0), amount: '0' });
  const later = await proof(0);
  expect(later.methods).toMatchObject([{ ours: { in: String(4_700) } }]);
  expect(later.methodsUntil).toEqual(later.at);
});

test('a payout that has not left is the other part of what is held for payouts', async () => {
  const member = await givenSaver(world.database.owner, 20_000);
  const held = { type: 'WITHDRAWAL', by: world.people.tresorier, member } as const;
  const shape = { ...held, member: { ...world.people.awa, ...member } };
  await givenPayment(world.database.pool, { ...shape, amount: 3_000, state: 'NOT_SENT' });
  await givenPayment(world.database.pool, { ...shape, amount: 1_100 });
  const { currency } = await proof(0);
  await world.console.app.recordBalance({ actor: actor(), day: day(0), amount: '0', currency });
  const { equation, onTheirWay } = await proof(0);
  expect([equation.payoutClearing, onTheirWay.amount, onTheirWay.waiting]).toEqual([
    '4100',
    '1100',
    '3000',
  ]);
});

test('without operators’ statements of every method there is no sum of them', async () => {
  const [one] = await paid(world, { when: at(3, '10:00:00'), amount: 900 });
  expect((await proof(3)).told).toBeNull();
  const line = { ownId: one!.id, reference: one!.reference, amount: 900, at: at(3, '10:00:00') };
  await imported(world, csv(line));
  expect((await proof(3)).told).toBeNull();
});
