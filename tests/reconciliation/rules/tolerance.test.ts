import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import { openOnes, outcomesOf, toldByUs } from '../attacks/given.ts';
import { givenDeposit, givenSaver } from '../resolutions/given.ts';

const world = useConsole();

beforeAll(async () => {
  await world.database.owner.query(
    `update match_rule set tolerance = 50 where basis = 'own_reference'`,
  );
});

/** A deposit on its way of which a statement tells more francs than were ordered. */
async function toldMore(amount: number) {
  const member = await givenSaver(world.database.owner, 0);
  const { id, reference } = await givenDeposit(world, member);
  const name = unique('told');
  await toldByUs(world, { ownId: id, reference: name, amount });
  return { id, reference, name };
}

test('a line that came before its message is held within the rule’s tolerance when the message comes', async () => {
  const { app } = world.console;
  const { id, reference, name } = await toldMore(5_040);
  expect(await outcomesOf(world, name)).toEqual(['missed_delivery']);
  await app.settle(fact({ reference }));
  await app.refreshBreaks(0);
  expect(await outcomesOf(world, name)).toEqual(['matched']);
  expect(await openOnes(world, id)).toEqual([]);
});

test('beyond the tolerance it stays a break of the francs between', async () => {
  const { app } = world.console;
  const { id, reference, name } = await toldMore(5_060);
  await app.settle(fact({ reference }));
  await app.refreshBreaks(0);
  expect(await outcomesOf(world, name)).toEqual(['amount_mismatch']);
  expect(await openOnes(world, id)).toEqual([['amount_mismatch', '60']]);
});

test('a line whose number is learnt later is matched by a rule that is on, and by no other', async () => {
  const { app } = world.console;
  const member = await givenSaver(world.database.owner, 0);
  const { id, reference } = await givenDeposit(world, member);
  const switchReferences = (enabled: boolean) =>
    world.database.owner.query(
      `update match_rule set enabled = $1 where basis = 'gateway_reference'`,
      [enabled],
    );
  await switchReferences(false);
  await toldByUs(world, { reference });
  await app.settle(fact({ reference }));
  await app.refreshBreaks(0);
  expect(await outcomesOf(world, reference)).toEqual(['missing_in_ledger']);
  await switchReferences(true);
  await app.refreshBreaks(0);
  expect(await outcomesOf(world, reference)).toEqual(['matched']);
  expect(await openOnes(world, id)).toEqual([]);
});
