import { describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import {
  breakAbout,
  givenContradicted,
  givenDeposit,
  givenSaver,
  resolved,
} from '../resolutions/given.ts';
import { openOnes, outcomesOf, toldAround, toldByUs } from './given.ts';

const world = useConsole();

describe('a completed deposit that two people corrected to failed', () => {
  async function corrected() {
    const { id, reference, breakId } = await givenContradicted(world, 8_000);
    await resolved(world, breakId, 'mark_failed');
    return { id, reference };
  }

  test('told as completed, is a conflict of all its francs', async () => {
    const { id, reference } = await corrected();
    await toldByUs(world, { ownId: id, reference });
    await world.console.app.refreshBreaks(0);
    expect(await openOnes(world, id)).toEqual([['status_conflict', '5000']]);
  });

  test('told as failed, is as it was corrected', async () => {
    const { id, reference } = await corrected();
    await toldByUs(world, { ownId: id, reference, status: 'failed' });
    await world.console.app.refreshBreaks(0);
    expect(await outcomesOf(world, reference)).toEqual(['not_happened']);
    expect(await openOnes(world, id)).toEqual([]);
  });

  test('not told at all by a statement of its days, is as it was corrected', async () => {
    const { id } = await corrected();
    await toldAround(world);
    await world.console.app.refreshBreaks(0);
    expect(await openOnes(world, id)).toEqual([]);
  });
});

test('a failed deposit that two people corrected to completed, told as completed, is matched', async () => {
  const member = await givenSaver(world.database.owner, 0);
  const { id, reference } = await givenDeposit(world, member);
  await world.console.app.settle(fact({ reference, state: 'failed' }));
  await world.console.app.settle(fact({ reference }));
  await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
  await toldByUs(world, { ownId: id, reference }, { reference: unique('else') });
  await world.console.app.refreshBreaks(0);
  expect(await outcomesOf(world, reference)).toEqual(['matched']);
  expect(await openOnes(world, id)).toEqual([]);
});
