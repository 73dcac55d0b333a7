import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact } from '../../support/payments.ts';
import { breakAbout, givenDeposit, givenSaver, told } from '../resolutions/given.ts';

const world = useConsole();

const storyOf = (breakId: string) =>
  world.console.app.breakStory({ actor: world.people.finance, breakId });

async function givenSettled(amount = 5_000) {
  const member = await givenSaver(world.database.owner, 1_000);
  const paid = await givenDeposit(world, member, { amount });
  await world.console.app.settle(fact({ reference: paid.reference, amount: BigInt(amount) }));
  return paid;
}

test('a message of another amount stands against ours, and beside both what a statement says', async () => {
  const member = await givenSaver(world.database.owner, 1_000);
  const { id, reference } = await givenDeposit(world, member);
  await world.console.app.settle(fact({ reference, amount: 4_000n }));
  const { id: breakId, kind } = await breakAbout(world, id);
  expect(kind).toBe('event_mismatch');
  expect((await storyOf(breakId)).difference).toMatchObject({
    ours: '5000',
    message: { amount: '4000', state: 'completed' },
    statement: null,
  });
  await told(world, { reference, amount: '5000' });
  expect((await storyOf(breakId)).difference).toMatchObject({
    ours: '5000',
    message: { amount: '4000' },
    statement: { amount: '5000', state: 'completed' },
  });
});

test('a line that says failed is shown in a break of another kind about the same payment', async () => {
  const { id, reference } = await givenSettled();
  await world.console.app.settle(fact({ reference, state: 'failed' }));
  const { id: breakId, kind } = await breakAbout(world, id);
  expect(kind).toBe('conflicting_event');
  expect((await storyOf(breakId)).lines).toEqual([]);
  await told(world, { reference, amount: '5000', state: 'failed' });
  const { lines, events } = await storyOf(breakId);
  expect(lines).toMatchObject([{ reference, state: 'failed', outcome: 'not_happened' }]);
  // The first message was settled and belongs to no break; it is told all the same, after the break's own.
  expect(events.map(({ own, state }) => [own, state])).toEqual([
    [true, 'failed'],
    [false, 'completed'],
  ]);
});

test('the break’s own lines come before the others about its payment', async () => {
  const { reference, id } = await givenSettled(8_000);
  await told(world, { reference, amount: '8000' });
  await told(world, { reference, amount: '8500' });
  const story = await storyOf((await breakAbout(world, id)).id);
  expect(story.lines.map(({ own, amount }) => [own, amount])).toEqual([
    [true, '8500'],
    [false, '8000'],
  ]);
});
