import { describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { balanceOf, fact, unique } from '../../support/payments.ts';
import {
  approve,
  codeOf,
  givenDeposit,
  givenSaver,
  givenUnknown,
  lineIds,
  propose,
  resolved,
  sums,
} from '../resolutions/given.ts';
import { breaksAbout, openOnes, toldAround, toldByUs, toldByWave } from './given.ts';

const world = useConsole();
const inSuspense = async () => (await sums(world.database.owner))['suspense'] ?? 0;
const onlyBreak = async (what: string) => (await breaksAbout(world, what))[0]!.id;

describe('francs that wait in suspense', () => {
  test('their line is no longer there to be paired', async () => {
    const reference = unique('held');
    await toldByWave(world, { reference, amount: 4_321, phone: '+22670777002' });
    await resolved(world, await onlyBreak(reference), 'post_suspense');
    const member = await givenSaver(world.database.owner, 0);
    const deposit = await givenDeposit(world, member, { amount: 4_321 });
    await world.console.app.settle(fact({ reference: deposit.reference }));
    await toldAround(world);
    const params = { lineIds: await lineIds(world, reference) };
    const pairing = propose(world, await onlyBreak(deposit.id), 'match_line', params);
    expect(await codeOf(pairing)).toBe('already_matched');
  });

  test('leave it when their deposit was credited by its own message and a later statement says so', async () => {
    const before = await inSuspense();
    const member = await givenSaver(world.database.owner, 0);
    const { id } = await givenDeposit(world, member, { amount: 6_543, state: 'UNKNOWN' });
    const reference = unique('held');
    await toldByUs(world, { reference, amount: 6_543 });
    await resolved(world, await onlyBreak(reference), 'post_suspense');
    await world.console.app.settle(fact({ reference, ownId: id }));
    expect(await balanceOf(world.database.pool, member)).toBe(6_543);
    await toldByUs(world, { reference, amount: 6_543 }, { reference: unique('else') });
    await world.console.app.refreshBreaks(0);
    expect(await openOnes(world, id)).toEqual([['duplicate', '-6543']]);
    await resolved(world, await onlyBreak(id), 'post_suspense');
    expect(await inSuspense()).toBe(before);
    await world.console.app.refreshBreaks(0);
    expect(await openOnes(world, id)).toEqual([]);
  });
});

describe('one line and two deposits that it could be', () => {
  async function givenTwoProposals() {
    const [one, two] = [await givenUnknown(world), await givenUnknown(world)];
    const reference = unique('either');
    await toldByUs(world, { reference });
    const byLine = await propose(world, await onlyBreak(reference), 'match_line', {
      transactionId: one.id,
    });
    const byDeposit = await propose(world, two.breakId, 'match_line', {
      lineIds: await lineIds(world, reference),
    });
    const credited = async () =>
      (await balanceOf(world.database.pool, one.member)) +
      (await balanceOf(world.database.pool, two.member)) -
      12_000;
    return { proposals: [byLine.resolutionId, byDeposit.resolutionId], credited };
  }

  test('approved at once: one deposit is credited', async () => {
    const { proposals, credited } = await givenTwoProposals();
    const codes = await Promise.all(proposals.map((id) => codeOf(approve(world, id))));
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(['already_matched', 'plan_changed']).toContain(codes.find((code) => code !== 'done'));
    expect(await credited()).toBe(5_000);
  });

  test.each([
    ['the line’s break first', 0],
    ['the deposit’s break first', 1],
  ])('approved one after the other, %s: one deposit is credited', async (_, first) => {
    const { proposals, credited } = await givenTwoProposals();
    expect(await codeOf(approve(world, proposals[first]!))).toBe('done');
    expect(['already_matched', 'plan_changed', 'not_proposed']).toContain(
      await codeOf(approve(world, proposals[1 - first]!)),
    );
    expect(await credited()).toBe(5_000);
  });
});
