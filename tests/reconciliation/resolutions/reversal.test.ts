import { describe, expect, test } from 'vitest';
import type { GatewayFact } from '../../../src/payments/gateway.ts';
import { useConsole } from '../../support/console.ts';
import { balanceOf, fact } from '../../support/payments.ts';
import {
  breakAbout,
  codeOf,
  givenContradicted,
  givenDeposit,
  givenPaidTwice,
  givenPayout,
  givenSaver,
  givenUnknown,
  giveTo,
  openAbout,
  payoutFact,
  propose,
  resolved,
  sums,
  told,
  watched,
} from './given.ts';

const world = useConsole();
const settle = (one: GatewayFact) => world.console.app.settle(one);

describe('a reversal', () => {
  test('leaves a deposit that can be credited again, and that again be reversed', async () => {
    const { breakId, member } = await givenUnknown(world);
    const movedSince = await watched(world, member);
    for (let round = 0; round < 3; round += 1) {
      const resolutionId = await resolved(world, breakId, 'mark_completed');
      expect(await movedSince()).toEqual({ wallet: 5_000, gateway_float: -5_000 });
      await resolved(world, breakId, 'reverse', { resolutionId });
      expect(await movedSince()).toEqual({});
      expect(await codeOf(propose(world, breakId, 'mark_failed'))).toBe('already_corrected');
    }
  });

  test.each([
    ['mark_completed', { payout_clearing: -5_000, gateway_float: 5_000 }],
    ['release_hold', { payout_clearing: -5_000, wallet: 5_000 }],
  ])('of a return holds the payout until it is decided by %s', async (verb, expected) => {
    const { breakId, member } = await givenUnknown(world, 'WITHDRAWAL');
    const movedSince = await watched(world, member);
    const resolutionId = await resolved(world, breakId, 'mark_failed');
    await resolved(world, breakId, 'reverse', { resolutionId });
    expect(await movedSince()).toEqual({ payout_clearing: -5_000, suspense: 5_000 });
    await resolved(world, breakId, verb);
    expect(await movedSince()).toEqual(expected);
  });

  test('of a return holds nothing twice when the payout is told as completed then', async () => {
    const { id, breakId, member, reference } = await givenUnknown(world, 'WITHDRAWAL');
    const resolutionId = await resolved(world, breakId, 'mark_failed');
    await giveTo(world, member, 9_000);
    await resolved(world, breakId, 'reverse', { resolutionId });
    await settle(payoutFact({ reference }));
    expect(await balanceOf(world.database.pool, member)).toBe(10_000);
    expect((await sums(world.database.owner, member))['suspense']).toBeGreaterThanOrEqual(5_000);
    await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
    expect(await balanceOf(world.database.pool, member)).toBe(10_000);
  });

  test('is refused while a later decision about the same payout stands', async () => {
    const { id, member } = await givenPaidTwice(world, 3_000);
    const { id: breakId } = await breakAbout(world, id);
    const resolutionId = await resolved(world, breakId, 'mark_completed');
    await giveTo(world, member, 700);
    const collected = await resolved(world, breakId, 'collect');
    const first = () => codeOf(propose(world, breakId, 'reverse', { resolutionId }));
    expect(await first()).toBe('reverse_later_first');
    await resolved(world, breakId, 'reverse', { resolutionId: collected });
    await resolved(world, breakId, 'reverse', { resolutionId });
    await resolved(world, breakId, 'release_hold');
    expect(await balanceOf(world.database.pool, member)).toBe(3_700);
  });

  test('is refused from another break than its own', async () => {
    const one = await givenContradicted(world, 8_000);
    const other = await givenContradicted(world, 8_000);
    const resolutionId = await resolved(world, one.breakId, 'mark_failed');
    expect(await codeOf(propose(world, other.breakId, 'reverse', { resolutionId }))).toBe(
      'nothing_to_reverse',
    );
  });

  test('takes what the wallet has; the rest is owed and can be collected', async () => {
    const member = await givenSaver(world.database.owner, 1_000);
    const { id, reference } = await givenDeposit(world, member);
    await settle(fact({ reference, state: 'failed' }));
    await settle(fact({ reference }));
    const { id: breakId } = await breakAbout(world, id);
    const movedSince = await watched(world, member);
    const resolutionId = await resolved(world, breakId, 'mark_completed');
    await givenPayout(world, member, { amount: 4_000 });
    await resolved(world, breakId, 'reverse', { resolutionId });
    expect(await balanceOf(world.database.pool, member)).toBe(0);
    expect((await movedSince())['receivable']).toBe(-3_000);
    await giveTo(world, member, 10_000);
    await resolved(world, breakId, 'collect');
    expect(await balanceOf(world.database.pool, member)).toBe(7_000);
    expect(await openAbout(world, id)).toEqual(['conflicting_event']);
  });

  test('of an ignored break opens it again', async () => {
    const { id, breakId } = await givenContradicted(world);
    const resolutionId = await resolved(world, breakId, 'ignore');
    expect(await openAbout(world, id)).toEqual([]);
    await resolved(world, breakId, 'reverse', { resolutionId });
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, id)).toEqual(['conflicting_event']);
  });

  test('leaves the break closed where another one about the same deposit is open by then', async () => {
    const { id, breakId, reference } = await givenContradicted(world, 8_000);
    const resolutionId = await resolved(world, breakId, 'ignore');
    await told(world, { reference, amount: '4000' });
    expect(await openAbout(world, id)).toEqual(['amount_mismatch']);
    await resolved(world, breakId, 'reverse', { resolutionId });
    expect(await openAbout(world, id)).toEqual(['amount_mismatch']);
  });
});
