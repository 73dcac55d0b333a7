import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import { givenDeposit, givenSaver } from '../resolutions/given.ts';
import { openOnes, toldAround, toldByUs } from './given.ts';

const world = useConsole();

test('a statement exported in the middle of a day does not miss what came after its last line', async () => {
  const member = await givenSaver(world.database.owner, 0);
  const { id, reference } = await givenDeposit(world, member);
  await world.console.app.settle(fact({ reference }));
  await toldByUs(
    world,
    ...[-24, -2].map((hours) => ({ reference: unique('earlier'), amount: 1, hours })),
  );
  await world.console.app.refreshBreaks(0);
  expect(await openOnes(world, id)).toEqual([]);
  // The same days, told to their end.
  await toldAround(world);
  expect(await openOnes(world, id)).toEqual([['missing_at_gateway', '-5000']]);
});
