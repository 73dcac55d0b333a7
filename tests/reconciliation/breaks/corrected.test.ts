import { describe, expect, test } from 'vitest';
import { standingCorrection } from '../../../src/kernel/corrected.ts';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import {
  breakAbout,
  givenContradicted,
  givenDeposit,
  givenPaidTwice,
  givenSaver,
  givenUnknown,
  resolved,
  told,
} from '../resolutions/given.ts';

const world = useConsole();

const storyOf = (transactionId: string) =>
  world.console.app.transactionStory({ actor: world.people.finance, transactionId });
const breaksOf = (transactionId: string, actor = world.people.finance) =>
  world.console.app.breaksAbout({ actor, transactionId });
const breakStory = (breakId: string) =>
  world.console.app.breakStory({ actor: world.people.finance, breakId });

async function correctionOf(resolutionId: string): Promise<string> {
  const { rows } = await world.database.pool.query<{ id: string }>(
    'select transaction_id as id from resolution where id = $1',
    [resolutionId],
  );
  return rows[0]!.id;
}

describe('an operation that was corrected', () => {
  test('names its correction and its break, and both lead back; its own row stays', async () => {
    const { id, breakId } = await givenContradicted(world, 9_000);
    expect((await storyOf(id)).corrections).toEqual([]);
    expect(await breaksOf(id)).toMatchObject([{ id: breakId, resolvedAt: null, verb: null }]);

    const correctionId = await correctionOf(await resolved(world, breakId, 'mark_failed'));
    const story = await storyOf(id);
    expect(story.transaction.status).toBe('COMPLETED');
    expect(story.corrections).toMatchObject([
      { id: correctionId, adjustment: 'failed', direction: 'OUT', amount: '5000', undone: null },
    ]);
    expect(standingCorrection(story.corrections)?.adjustment).toBe('failed');
    expect(story.timeline.map(({ what }) => what)).toContain('corrected');

    const correction = await storyOf(correctionId);
    expect(correction.corrects).toMatchObject({ id, type: 'DEPOSIT', amount: '5000' });
    for (const each of [id, correctionId])
      expect(await breaksOf(each)).toMatchObject([
        { id: breakId, closedBy: 'resolution', verb: 'mark_failed', proposed: false },
      ]);

    const { transaction, resolutions } = await breakStory(breakId);
    expect(transaction?.transaction.id).toBe(id);
    expect(transaction?.corrections.map((one) => one.id)).toEqual([correctionId]);
    expect(resolutions[0]?.transactionId).toBe(correctionId);
  });

  test('is as it was once two people took the correction back', async () => {
    const { id, breakId } = await givenContradicted(world, 9_000);
    const resolutionId = await resolved(world, breakId, 'mark_failed');
    const reversal = await correctionOf(
      await resolved(world, breakId, 'reverse', { resolutionId }),
    );
    const { corrections } = await storyOf(id);
    expect(corrections).toMatchObject([{ adjustment: 'failed', undone: { id: reversal } }]);
    expect(standingCorrection(corrections)).toBeNull();
    const taken = await storyOf(corrections[0]!.id);
    expect(standingCorrection(taken.corrections)?.adjustment).toBe('reversal');
    expect((await breaksOf(id))[0]).toMatchObject({ id: breakId, resolvedAt: null, verb: null });
  });

  test('whose money is held says so until people decide, and then what they decided', async () => {
    const { id } = await givenPaidTwice(world, 5_000);
    await world.console.app.refreshBreaks(0);
    expect(standingCorrection((await storyOf(id)).corrections)?.adjustment).toBe('double_funded');
    const [about] = await breaksOf(id);
    await resolved(world, about!.id, 'release_hold');
    expect(standingCorrection((await storyOf(id)).corrections)?.adjustment).toBe('release');
  });

  test('that two people settled is told as their decision, not as a message that came', async () => {
    const { id, breakId } = await givenUnknown(world);
    await resolved(world, breakId, 'mark_completed');
    const { timeline, corrections } = await storyOf(id);
    const told = timeline.map(({ what, detail }) => `${what} ${detail}`);
    expect(told).toContain('resolved completed');
    expect(told.filter((one) => one.startsWith('webhook'))).toEqual([]);
    expect(corrections).toEqual([]);
  });

  test('tells its breaks to nobody but officers', async () => {
    const { id } = await givenContradicted(world);
    expect(await breaksOf(id, world.people.tresorier)).toEqual([]);
    expect(await breaksOf(id, world.people.admin)).toHaveLength(1);
    expect(await breaksOf('no id')).toEqual([]);
  });
});

test('an orphan that an answer gave to an operation leads to it, and the operation to the orphan', async () => {
  const { app } = world.console;
  const member = await givenSaver(world.database.owner, 1_000);
  const { id } = await givenDeposit(world, member, { amount: 7_321, state: 'UNKNOWN' });
  const reference = `elsewhere-${id}`;
  await told(world, { reference, amount: '7321' });
  const { rows } = await app.breaks({ actor: world.people.finance, filter: { q: reference } });
  const breakId = rows[0]!.id;
  expect((await breakStory(breakId)).transaction).toBeNull();
  expect(await breaksOf(id)).toEqual([]);
  await resolved(world, breakId, 'match_line', { transactionId: id });
  expect((await breakStory(breakId)).transaction?.transaction.id).toBe(id);
  expect((await breaksOf(id)).map((one) => one.id)).toEqual([breakId]);
});

test('a line that stands for two deposits is told by both, and names both with their sum', async () => {
  const { app } = world.console;
  const member = await givenSaver(world.database.owner, 1_000);
  const one = await givenDeposit(world, member);
  const two = await givenDeposit(world, member, { amount: 4_000 });
  for (const [{ reference }, amount] of [
    [one, 5_000n],
    [two, 4_000n],
  ] as const)
    await app.settle(fact({ reference, amount }));
  const reference = unique('both');
  await told(world, { reference, amount: '9000' });
  const { id: breakId } = await breakAbout(world, reference);
  const transactionIds = [one.id, two.id];
  for (const id of transactionIds) expect(await breaksOf(id)).toEqual([]);
  const resolutionId = await resolved(world, breakId, 'match_line', { transactionIds });
  for (const id of transactionIds)
    expect(await breaksOf(id)).toMatchObject([{ id: breakId, verb: 'match_line' }]);
  const { transaction, others, difference } = await breakStory(breakId);
  expect([transaction?.transaction.id, ...others.map(({ id }) => id)].sort()).toEqual(
    [...transactionIds].sort(),
  );
  expect(difference).toMatchObject({ ours: '9000', message: null, statement: { amount: '9000' } });
  await resolved(world, breakId, 'reverse', { resolutionId });
  expect(await breakStory(breakId)).toMatchObject({ transaction: null, others: [] });
});
