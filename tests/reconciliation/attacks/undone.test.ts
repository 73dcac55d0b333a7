import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import { codeOf, givenDeposit, givenSaver } from '../resolutions/given.ts';
import { openOnes, outcomesOf, toldAround, toldByUs, toldByWave } from './given.ts';

const world = useConsole();
const undone = (fileId: string) =>
  codeOf(world.console.app.undoStatement({ actor: world.people.finance, fileId }));

async function givenCompleted() {
  const member = await givenSaver(world.database.owner, 0);
  const { id, reference } = await givenDeposit(world, member);
  await world.console.app.settle(fact({ reference, fee: 50n }));
  return { id, reference };
}

test('a file that a later one repeats is undone after that one, and not before', async () => {
  const { id, reference } = await givenCompleted();
  const unknown = unique('unknown');
  const lines = [
    { ownId: id, reference, amount: 9_000 },
    { reference: unknown, type: 'payout', amount: 700_000 },
  ] as const;
  const first = await toldByUs(world, ...lines);
  const second = await toldByUs(world, ...lines);
  expect(await outcomesOf(world, unknown)).toEqual(['missing_in_ledger', 'repeated']);
  expect(await undone(first)).toBe('statement_repeated');
  expect(await openOnes(world, unknown)).toEqual([['missing_in_ledger', '-700000']]);
  expect(await undone(second)).toBe('done');
  expect(await openOnes(world, unknown)).toEqual([['missing_in_ledger', '-700000']]);
  expect(await undone(first)).toBe('done');
  expect([await openOnes(world, unknown), await openOnes(world, id)]).toEqual([[], []]);
});

test('what one statement does not tell is open again when the other one that told it otherwise is undone', async () => {
  const { id, reference } = await givenCompleted();
  await toldAround(world);
  expect(await openOnes(world, id)).toEqual([['missing_at_gateway', '-4950']]);
  const other = await toldByWave(world, { ownId: id, reference, amount: 4_800, fee: 50 });
  expect(await openOnes(world, id)).toEqual([['amount_mismatch', '-200']]);
  expect(await undone(other)).toBe('done');
  await world.console.app.refreshBreaks(0);
  expect(await openOnes(world, id)).toEqual([['missing_at_gateway', '-4950']]);
});
