import { expect, test } from 'vitest';
import { breakStory } from '../../../src/reconciliation/breaks/story.ts';
import { useConsole } from '../../support/console.ts';
import { fact } from '../../support/payments.ts';
import {
  breakAbout,
  givenContradicted,
  givenDeposit,
  givenPaidTwice,
  givenSaver,
  givenUnknown,
  resolved,
} from '../resolutions/given.ts';

const world = useConsole();

const storyOf = (breakId: string) =>
  world.console.app.breakStory({ actor: world.people.finance, breakId });

/** With a gateway that can be asked. */
const askable = (breakId: string) => {
  const { pool } = world.database;
  const { prisma } = world.console.app;
  const gateway = { dialect: 'initiate', can: { statusQuery: true } };
  type Deps = Parameters<typeof breakStory>[0];
  const deps = { pool, prisma, gateway } as unknown as Deps;
  return breakStory(deps, { actor: world.people.finance, breakId });
};

async function unknownPayout() {
  const { id } = await givenUnknown(world, 'WITHDRAWAL');
  return (await breakAbout(world, id)).id;
}

test('nothing that settles is put forward where nobody knows what happened', async () => {
  const { main, told, offers } = await storyOf(await unknownPayout());
  expect(offers.filter(({ refused }) => refused === null).map(({ verb }) => verb)).toContain(
    'mark_completed',
  );
  expect({ main, told }).toEqual({ main: null, told: null });
});

test('to ask again comes first where the gateway can be asked', async () => {
  expect((await askable(await unknownPayout())).main).toBe('query_again');
});

test('a deposit that nobody paid is set aside', async () => {
  const { id } = await givenUnknown(world, 'DEPOSIT');
  expect((await storyOf((await breakAbout(world, id)).id)).main).toBe('set_aside');
});

test('what contradicts our books is put forward with the message that says so', async () => {
  const { breakId } = await givenContradicted(world, 8_000);
  const { main, told } = await storyOf(breakId);
  expect({ main, told }).toMatchObject({
    main: 'mark_failed',
    told: { state: 'failed', source: 'webhook', line: null },
  });
  const twice = await givenPaidTwice(world, 5_000);
  expect(await storyOf((await breakAbout(world, twice.id)).id)).toMatchObject({
    main: 'mark_completed',
    told: { state: 'completed' },
  });
});

test('our books have nothing of an operation that waits, and all of one that is done', async () => {
  const member = await givenSaver(world.database.owner, 0);
  const { id, reference } = await givenDeposit(world, member);
  await world.console.app.settle(fact({ reference, amount: 5_500n }));
  const waiting = await storyOf((await breakAbout(world, id)).id);
  expect(waiting.difference).toMatchObject({
    ours: '5000',
    booked: '0',
    message: { amount: '5500' },
  });
  const { breakId } = await givenContradicted(world, 8_000);
  const done = { ours: '5000', booked: '5000', difference: '-5000' };
  expect((await storyOf(breakId)).difference).toMatchObject(done);
  await resolved(world, breakId, 'mark_failed');
  expect((await storyOf(breakId)).difference).toMatchObject(done);
});
