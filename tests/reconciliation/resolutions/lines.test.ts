import { describe, expect, test } from 'vitest';
import { givenStatement, statementOf } from '../../admin/statement-steps.ts';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import {
  breakAbout,
  codeOf,
  givenDeposit,
  givenSaver,
  openAbout,
  propose,
  resolved,
  told,
  watched,
} from './given.ts';

const world = useConsole();

const saver = () => givenSaver(world.database.owner, 6_000);

describe('what a statement tells, and how it is answered', () => {
  test.each([
    ['mark_completed', { wallet: 5_000, gateway_float: -4_950, fees: -50 }],
    ['match_line', { wallet: 5_000, gateway_float: -4_950, fees: -50 }],
    ['mark_failed', { suspense: 4_950, gateway_float: -4_950 }],
  ])('a deposit whose message never came: %s', async (verb, expected) => {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await told(world, { reference, amount: '5000', fee: 50 });
    const row = await breakAbout(world, id);
    expect([row.kind, row.difference]).toEqual(['missed_delivery', '4950']);
    expect(await codeOf(propose(world, row.id, 'set_aside'))).toBe('only_deposits_aside');
    const movedSince = await watched(world, member);
    const resolutionId = await resolved(world, row.id, verb);
    expect(await movedSince()).toEqual(expected);
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, id)).toEqual([]);
    await resolved(world, row.id, 'reverse', { resolutionId });
    expect(await movedSince()).toEqual({});
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, id)).toHaveLength(1);
  });

  test('a fee that no line tells is the one that was quoted, and nothing of it goes to suspense', async () => {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member, { fee: 30 });
    const at = new Date().toISOString();
    const text = statementOf([{ reference, amount: '5000', at }]).replace(',0,XOF', ',,XOF');
    await givenStatement(world.console.app, world.people.finance, 'no-fees.csv', text);
    const movedSince = await watched(world, member);
    await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
    expect(await movedSince()).toEqual({ wallet: 5_000, fees: -30, gateway_float: -4_970 });
  });

  test('francs beyond the operation go to suspense with it', async () => {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await told(world, { reference, amount: '5300', fee: 50 });
    const movedSince = await watched(world, member);
    await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
    expect(await movedSince()).toEqual({
      wallet: 5_000,
      fees: -50,
      suspense: 300,
      gateway_float: -5_250,
    });
  });

  test('a fee that no settlement would believe goes to suspense, so that the approval can be done', async () => {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member, { amount: 100 });
    await told(world, { reference, amount: '100', fee: 150 });
    const movedSince = await watched(world, member);
    await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
    expect(await movedSince()).toEqual({ wallet: 100, suspense: -150, gateway_float: 50 });
  });

  test('a fee: written off it becomes the fee of its transaction, and a reversal does not stand in the way of a later correction', async () => {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await world.console.app.settle(fact({ reference, fee: 50n }));
    await told(world, { reference, amount: '5000', fee: 70 });
    const { id: breakId, kind } = await breakAbout(world, id);
    expect(kind).toBe('fee_difference');
    const movedSince = await watched(world, member);
    const resolutionId = await resolved(world, breakId, 'write_off');
    expect(await movedSince()).toEqual({ fees: -20, gateway_float: 20 });
    await resolved(world, breakId, 'reverse', { resolutionId });
    expect(await movedSince()).toEqual({});
    await resolved(world, breakId, 'mark_failed');
    // The rest is what the statement says: it did happen, with 70 francs of fee.
    expect(await movedSince()).toMatchObject({ wallet: -5_000, fees: 50 });
    const after = await movedSince();
    expect(after['gateway_float']).toBe(-(after['wallet']! + after['fees']! + after['suspense']!));
  });

  test('an unknown operation: to suspense, written off, or matched with the one that it is', async () => {
    const posts = async (verb: string) => {
      const reference = unique('nobody');
      await told(world, { reference, amount: '900', fee: 10 });
      const movedSince = await watched(world, world.people.awa);
      await resolved(world, (await breakAbout(world, reference)).id, verb);
      return movedSince();
    };
    expect(await posts('post_suspense')).toEqual({ suspense: 890, gateway_float: -890 });
    expect(await posts('write_off')).toEqual({ corrections: 890, gateway_float: -890 });

    const member = await saver();
    const { id } = await givenDeposit(world, member, { state: 'UNKNOWN', amount: 901 });
    const reference = unique('nobody');
    await told(world, { reference, amount: '901', fee: 10 });
    const { id: breakId } = await breakAbout(world, reference);
    const movedSince = await watched(world, member);
    await resolved(world, breakId, 'match_line', { transactionId: id });
    expect(await movedSince()).toEqual({ wallet: 901, fees: -10, gateway_float: -891 });
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, id)).toEqual([]);
  });
});
