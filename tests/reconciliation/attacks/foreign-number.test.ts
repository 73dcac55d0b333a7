import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import { resolved } from '../resolutions/given.ts';
import { breaksAbout, openOnes, toldByUs, toldByWave } from './given.ts';

const world = useConsole();

test('unknown event answered, then line with its own number as merchant reference', async () => {
  // An unknown event is posted to suspense; later a statement tells the same money with the UUID in the merchant column.
  const own = randomUUID().toUpperCase();
  await world.console.app.settle(
    fact({ reference: own, amount: 2_000n, fee: 0n, currency: 'XOF', phone: '+22670666666' }),
  );
  await world.console.app.refreshBreaks(0);
  const [b] = await breaksAbout(world, own);
  expect(b).toMatchObject({ kind: 'unknown_reference', difference: '2000' });
  await resolved(world, b!.id, 'post_suspense');
  await toldByUs(world, {
    ownId: own,
    reference: unique('OP'),
    amount: 2_000,
    phone: '+22670666667',
  });
  await world.console.app.refreshBreaks(0);
  const open = (
    await world.database.owner.query(
      `select kind, difference::text from break_item where resolved_at is null and difference <> 0`,
    )
  ).rows;
  expect(open).toEqual([]);
});

test('unknown event open, then a line with that reference upper-case: one break', async () => {
  const own = randomUUID().toUpperCase();
  await world.console.app.settle(
    fact({ reference: own, amount: 2_100n, fee: 0n, currency: 'XOF', phone: '+22670666668' }),
  );
  await world.console.app.refreshBreaks(0);
  const ref = unique('OP');
  await toldByUs(world, { ownId: own, reference: ref, amount: 2_100, phone: '+22670666669' });
  await world.console.app.refreshBreaks(0);
  const open = (
    await world.database.owner.query(
      `select kind, difference::text from break_item where resolved_at is null and difference = 2100`,
    )
  ).rows;
  expect(open).toHaveLength(1);
});

test('the answered number is told with other francs by two series', async () => {
  const reference = unique('series');
  await toldByUs(world, { reference, amount: 1_000, phone: '+22670333331' });
  await resolved(world, (await breaksAbout(world, reference))[0]!.id, 'post_suspense');
  await toldByWave(world, {
    reference: unique('w'),
    ownId: reference,
    amount: 1_000,
    phone: '+22670333331',
  });
  await world.console.app.refreshBreaks(0);
  expect(await openOnes(world, reference)).toEqual([]);
});
