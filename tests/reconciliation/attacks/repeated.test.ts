import { describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import {
  codeOf,
  givenDeposit,
  givenPayout,
  givenSaver,
  payoutFact,
  resolved,
} from '../resolutions/given.ts';
import { breaksAbout, openOnes, outcomesOf, type Told, toldByUs } from './given.ts';

const world = useConsole();

/** A completed deposit that a statement has told just so. */
async function givenTold() {
  const member = await givenSaver(world.database.owner, 0);
  const { id, reference } = await givenDeposit(world, member);
  await world.console.app.settle(fact({ reference }));
  await toldByUs(world, { ownId: id, reference });
  return { id, reference };
}

/** A completed deposit of 5,000 whose number at the gateway is known only now. */
async function givenKnownAs(reference: string): Promise<string> {
  const member = await givenSaver(world.database.owner, 0);
  const { id } = await givenDeposit(world, member, { reference });
  await world.console.app.settle(fact({ reference }));
  return id;
}

describe('the same reference in a later file', () => {
  test('is only repeated where all of it is told again', async () => {
    const { id, reference } = await givenTold();
    await toldByUs(world, { ownId: id, reference }, { reference: unique('else') });
    expect(await outcomesOf(world, reference)).toEqual(['matched', 'repeated']);
    expect(await openOnes(world, id)).toEqual([]);
  });

  test.each<[string, Told, string, string]>([
    ['amount', { amount: 500_000 }, 'amount_mismatch', '495000'],
    ['direction', { type: 'payout' }, 'amount_mismatch', '-10000'],
    ['fee', { fee: 20 }, 'amount_mismatch', '-20'],
    ['currency', { currency: 'XAF' }, 'amount_mismatch', '5000'],
    ['end', { status: 'failed' }, 'status_conflict', '-5000'],
  ])('with another %s is a break of the francs between', async (_, other, kind, difference) => {
    const { id, reference } = await givenTold();
    await toldByUs(world, { ownId: id, reference, ...other });
    await world.console.app.refreshBreaks(0);
    expect(await openOnes(world, id)).toEqual([[kind, difference]]);
  });

  test('of an unknown operation with other francs is not the line that was told before', async () => {
    const reference = unique('unknown');
    await toldByUs(world, { reference, amount: 1 });
    await toldByUs(world, { reference, amount: 900_000, type: 'payout' });
    expect(await outcomesOf(world, reference)).toEqual(['repeated', 'missing_in_ledger']);
    expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '-900000']]);
  });

  test('of an unknown operation counts by its last word, and that is what two people match', async () => {
    const reference = unique('unknown');
    const first = await toldByUs(world, { reference, amount: 1_000 });
    await toldByUs(world, { reference, amount: 1_700 });
    await toldByUs(world, { reference, amount: 1_500 });
    expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '1500']]);
    const { app } = world.console;
    expect(await codeOf(app.undoStatement({ actor: world.people.finance, fileId: first }))).toBe(
      'done',
    );
    expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '1500']]);

    const member = await givenSaver(world.database.owner, 0);
    const { id } = await givenDeposit(world, member, { amount: 1_500 });
    const [about] = await breaksAbout(world, reference);
    await resolved(world, about!.id, 'match_line', { transactionIds: [id] });
    await app.refreshBreaks(0);
    expect(await openOnes(world, reference)).toEqual([]);
    const { rows } = await world.database.owner.query(
      'select status, amount::int from transaction where id = $1',
      [id],
    );
    expect(rows).toEqual([{ status: 'COMPLETED', amount: 1_500 }]);
  });

  test.each([
    ['the last word is right', 5_000, [], ['repeated', 'repeated', 'matched']],
    [
      'the last word differs',
      5_600,
      [['amount_mismatch', '600']],
      ['repeated', 'repeated', 'amount_mismatch'],
    ],
  ])('of an unknown operation that is known later: %s', async (_, last, open, outcomes) => {
    const number = unique('learnt');
    for (const amount of [4_000, 4_500]) await toldByUs(world, { reference: number, amount });
    const lastFile = await toldByUs(world, { reference: number, amount: last });
    const id = await givenKnownAs(number);
    const { app } = world.console;
    await app.refreshBreaks(0);
    expect(await outcomesOf(world, number)).toEqual(outcomes);
    expect(await openOnes(world, number)).toEqual(open);
    expect(await openOnes(world, id)).toEqual(open);
    // The older files would stand for it with other francs.
    const actor = world.people.finance;
    expect(await codeOf(app.undoStatement({ actor, fileId: lastFile }))).toBe(
      'statement_told_before',
    );
  });

  test('of an unknown operation that is known when the last word comes counts no more', async () => {
    const number = unique('learnt');
    const first = await toldByUs(world, { reference: number, amount: 4_000 });
    await givenKnownAs(number);
    const second = await toldByUs(world, { reference: number, amount: 5_000 });
    const { app } = world.console;
    await app.refreshBreaks(0);
    expect(await outcomesOf(world, number)).toEqual(['repeated', 'matched']);
    expect(await openOnes(world, number)).toEqual([]);
    const actor = world.people.finance;
    expect(await codeOf(app.undoStatement({ actor, fileId: second }))).toBe(
      'statement_told_before',
    );
    expect(await codeOf(app.undoStatement({ actor, fileId: first }))).toBe('done');
    expect(await codeOf(app.undoStatement({ actor, fileId: second }))).toBe('done');
  });

  test('of an unknown operation that two people have answered is a break of the francs between', async () => {
    const reference = unique('answered');
    await toldByUs(world, { reference, amount: 1_000 });
    const [about] = await breaksAbout(world, reference);
    await resolved(world, about!.id, 'post_suspense');
    await toldByUs(world, { reference, amount: 1_600 });
    expect(await openOnes(world, reference)).toEqual([['missing_in_ledger', '600']]);
  });
});

describe('an operation beyond one that two people have answered', () => {
  test('a third payment after an answered second one is a break of its own', async () => {
    const member = await givenSaver(world.database.owner, 0);
    const { id, reference } = await givenDeposit(world, member);
    await world.console.app.settle(fact({ reference }));
    await toldByUs(world, { ownId: id, reference }, { ownId: id, reference: unique('second') });
    const [second] = await breaksAbout(world, id);
    await resolved(world, second!.id, 'post_suspense');
    await toldByUs(world, { ownId: id, reference: unique('third') });
    await world.console.app.refreshBreaks(0);
    expect(await openOnes(world, id)).toEqual([['duplicate', '5000']]);
  });

  test('a payout that left twice after its failure was corrected is a break of its own', async () => {
    const member = await givenSaver(world.database.owner, 6_000);
    const { id, reference } = await givenPayout(world, member);
    await world.console.app.settle(payoutFact({ reference, state: 'failed' }));
    await toldByUs(world, { ownId: id, reference, type: 'payout' });
    const [first] = await breaksAbout(world, id);
    await resolved(world, first!.id, 'mark_completed');
    await toldByUs(world, { ownId: id, reference: unique('second'), type: 'payout' });
    await world.console.app.refreshBreaks(0);
    expect(await openOnes(world, id)).toEqual([['duplicate', '-5000']]);
  });
});
