import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { at, closed, day, fullSums, inFlight, opened } from './given.ts';

const world = useConsole();
const proof = (ago: number) =>
  world.console.app.proof({ actor: world.people.finance, day: day(ago) });

beforeAll(() => opened(world, at(9, '08:00:00'), 50_000));

test('a journal that was in flight over several closings is a late fact of the first day that sees it', async () => {
  const flying = await inFlight(world, at(5, '23:59:59.900'), 9_000);
  for (const ago of [5, 4, 3]) await closed(world, day(ago));
  await flying.commit();

  const next = await proof(2);
  expect(next.late).toEqual([
    expect.objectContaining({ transactionId: flying.id, amount: '9000', belongsTo: day(5) }),
  ]);
  expect(next.methods).toMatchObject([{ method: 'wave', ours: { in: '9000', net: '9000' } }]);
  expect(next.closing).toEqual(await fullSums(world.database.pool, at(1, '00:00:00')));
  for (const ago of [1, 0]) expect((await proof(ago)).late).toEqual([]);
  await closed(world, day(2));
  for (const ago of [1, 0]) {
    const { late, methods, closing } = await proof(ago);
    expect([late, methods]).toEqual([[], []]);
    expect(closing).toEqual(await fullSums(world.database.pool, at(ago - 1, '00:00:00')));
  }
});
