import { expect, test } from 'vitest';
import type { GatewayFact } from '../../../src/payments/gateway.ts';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import {
  breakAbout,
  givenDeposit,
  givenSaver,
  givenUnknown,
  propose,
} from '../resolutions/given.ts';
import { openOnes, toldByUs } from './given.ts';

const world = useConsole();
const ignored = async (what: string) =>
  (await propose(world, (await breakAbout(world, what)).id, 'ignore')).outcome;

test('a payout of which nobody knows whether it left is not left alone by one person', async () => {
  const { id } = await givenUnknown(world, 'WITHDRAWAL');
  expect(await openOnes(world, id)).toEqual([['outcome_unknown', null]]);
  expect(await ignored(id)).toBe('proposed');
});

test.each<[string, Partial<GatewayFact>]>([
  ['tells no amount', {}],
  ['tells an amount that nobody can read', { amount: 800_000n, problem: 'amount_unreadable' }],
])('an unknown payout whose event %s is not left alone by one person', async (_, over) => {
  const reference = unique('orphan');
  await world.console.app.settle(fact({ kind: 'payout', reference, ...over }));
  expect(await ignored(reference)).toBe('proposed');
});

test('francs of another currency are all of them a difference', async () => {
  const member = await givenSaver(world.database.owner, 0);
  const { id, reference } = await givenDeposit(world, member);
  await world.console.app.settle(fact({ reference }));
  await toldByUs(world, { ownId: id, reference, currency: 'XAF' });
  expect(await openOnes(world, id)).toEqual([['amount_mismatch', '5000']]);
  expect(await ignored(id)).toBe('proposed');
});
