import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import { givenDeposit, givenSaver, resolved } from '../resolutions/given.ts';
import { breaksAbout, openOnes, toldByUs, toldByWave } from './given.ts';

const world = useConsole();
const saver = async () => {
  const member = await givenSaver(world.database.owner, 0);
  return { member, phone: member.phone! };
};
const refreshed = () => world.console.app.refreshBreaks(0);
const breakOf = async (reference: string) =>
  (await breaksAbout(world, reference)).map(({ id }) => id);

/** A completed deposit whose fee our statement tells as another one, with that break. */
async function givenOtherFee() {
  const { member, phone } = await saver();
  const { id, reference } = await givenDeposit(world, member);
  await world.console.app.settle(fact({ reference, fee: 50n }));
  await toldByUs(world, { ownId: id, reference, fee: 70, phone });
  expect(await openOnes(world, id)).toEqual([['fee_difference', '-20']]);
  return { id, reference, phone };
}

test('two lines of one account with the same number, amount and hour are two breaks', async () => {
  const { phone } = await saver();
  const [ours, one, two] = [unique('ours'), unique('one'), unique('two')];
  await toldByUs(world, { reference: ours, amount: 8_888, fee: 70, phone });
  await toldByWave(
    world,
    { reference: one, amount: 8_888, phone },
    { reference: two, amount: 8_888, phone },
  );
  await refreshed();
  const [first, second] = [await breakOf(one), await breakOf(two)];
  expect([first.length, second.length]).toEqual([1, 1]);
  expect(second).not.toEqual(first);
});

test('two lines that could be one waiting deposit join it neither now nor when it is settled', async () => {
  const { member, phone } = await saver();
  const { id, reference } = await givenDeposit(world, member, { amount: 7_777 });
  const [one, two] = [unique('one'), unique('two')];
  await toldByUs(world, { ownId: id, reference, amount: 7_777, fee: 70, phone });
  await toldByWave(
    world,
    { reference: one, amount: 7_777, phone },
    { reference: two, amount: 7_777, phone },
  );
  await world.console.app.settle(fact({ reference, fee: 70n }));
  await refreshed();
  expect(await openOnes(world, id)).toEqual([]);
  expect(await openOnes(world, one)).toEqual([['missing_in_ledger', '7777']]);
  expect(await openOnes(world, two)).toEqual([['missing_in_ledger', '7777']]);
});

test('a second real payment beside a fee that differs keeps its own break, also when the fee is answered', async () => {
  const { id, reference, phone } = await givenOtherFee();
  const second = unique('second');
  await toldByWave(world, { ownId: id, reference, phone }, { reference: second, phone });
  await refreshed();
  expect(await openOnes(world, second)).toEqual([['missing_in_ledger', '5000']]);
  const [fee] = await breaksAbout(world, id);
  await resolved(world, fee!.id, 'write_off');
  await refreshed();
  expect(await openOnes(world, second)).toEqual([['missing_in_ledger', '5000']]);
});

test('a line joins no break whose transaction an earlier file of its account told already', async () => {
  const { id, reference, phone } = await givenOtherFee();
  await toldByWave(world, { ownId: id, reference, fee: 50, phone });
  const second = unique('second');
  await toldByWave(world, { reference: second, phone });
  await refreshed();
  expect(await openOnes(world, id)).toEqual([['fee_difference', '-20']]);
  expect(await openOnes(world, second)).toEqual([['missing_in_ledger', '5000']]);
});

test('a line that only another account told is one break with it', async () => {
  const { phone } = await saver();
  const [ours, theirs] = [unique('ours'), unique('theirs')];
  await toldByUs(world, { reference: ours, amount: 8_889, phone });
  await toldByWave(world, { reference: theirs, amount: 8_889, phone });
  expect(await breakOf(theirs)).toEqual(await breakOf(ours));
});
