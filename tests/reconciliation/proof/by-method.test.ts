import { expect, test } from 'vitest';
import { dayOf } from '../../../src/reconciliation/proof/day.ts';
import { useConsole } from '../../support/console.ts';
import {
  givenContradicted,
  givenPayout,
  givenSaver,
  payoutFact,
  resolved,
} from '../resolutions/given.ts';

const world = useConsole();

const today = () => {
  const { app } = world.console;
  const day = dayOf(app.clock.now(), app.settings.zone);
  return app.proof({ actor: world.people.finance, day });
};

test('an approved correction moves the float of the method that it corrects, and its reversal moves it back', async () => {
  const { breakId } = await givenContradicted(world, 9_000);
  const { methods: before } = await today();
  expect(before).toMatchObject([{ ours: { in: '5000', out: '0', net: '5000' } }]);
  const resolutionId = await resolved(world, breakId, 'mark_failed');
  expect((await today()).methods).toMatchObject([
    { method: before[0]!.method, ours: { in: '5000', out: '5000', net: '0' } },
  ]);
  await resolved(world, breakId, 'reverse', { resolutionId });
  expect((await today()).methods).toMatchObject([
    { method: before[0]!.method, ours: { in: '10000', out: '5000', net: '5000' } },
  ]);
});

test('a payout on its way is listed once, whatever became of it after the instant', async () => {
  const { app } = world.console;
  const member = await givenSaver(world.database.owner, 8_000);
  const { id, reference } = await givenPayout(world, member);
  const { onTheirWay } = await today();
  expect(onTheirWay).toMatchObject({ count: 1, amount: '5000' });
  expect(onTheirWay.transactions.map(({ transactionId }) => transactionId)).toEqual([id]);
  // The reading fixes the proof's instant; what is settled later was on its way then.
  const day = dayOf(app.clock.now(), app.settings.zone);
  await app.recordBalance({ actor: world.people.finance, day, amount: '0' });
  await app.settle(payoutFact({ reference }));
  expect((await today()).onTheirWay).toMatchObject({ count: 1, amount: '5000' });
});
