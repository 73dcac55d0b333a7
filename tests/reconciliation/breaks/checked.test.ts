import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import { approve, breakAbout, propose } from '../resolutions/given.ts';

const world = useConsole();

const figures = (actor = world.people.finance) =>
  world.console.app.breakFigures({ actor, filter: {} });
const suspended = async () =>
  (await world.console.app.dashboard({ actor: world.people.finance })).suspended;

test('nobody has looked until the breaks were looked for once; then it is known when', async () => {
  expect((await figures()).checkedAt).toBeNull();
  await world.console.app.refreshBreaks();
  const { checkedAt } = await figures();
  expect(Math.abs(Date.now() - Number(checkedAt))).toBeLessThan(60_000);
  await world.console.app.refreshBreaks();
  expect(Number((await figures()).checkedAt)).toBeGreaterThan(Number(checkedAt));
});

test('whoever only reads does not say that it was looked', async () => {
  const { Pool } = (await import('pg')).default;
  const reader = new Pool({ connectionString: world.database.readUrl, max: 1 });
  try {
    await expect(reader.query('select note_break_check()')).rejects.toMatchObject({
      code: '42501',
    });
  } finally {
    await reader.end();
  }
});

test('a correction waits for everybody but whoever proposed it; its message wants nobody’s eye once it is answered', async () => {
  const { app } = world.console;
  const { finance, admin } = world.people;
  const before = await suspended();
  const reference = unique('orphan');
  await app.settle(fact({ reference, amount: 900n, currency: 'XOF' }));
  expect(await suspended()).toBe(before + 1);
  const { id } = await breakAbout(world, reference);
  const { resolutionId } = await propose(world, id, 'post_suspense');
  expect(await figures(finance)).toMatchObject({ proposed: 1, toDecide: 0 });
  expect(await figures(admin)).toMatchObject({ proposed: 1, toDecide: 1 });
  expect(await suspended()).toBe(before + 1);
  await approve(world, resolutionId);
  expect(await figures(admin)).toMatchObject({ proposed: 0, toDecide: 0 });
  expect(await suspended()).toBe(before);
  const reversal = await propose(world, id, 'reverse', { resolutionId: resolutionId! });
  await approve(world, reversal.resolutionId);
  expect(await suspended()).toBe(before + 1);
});
