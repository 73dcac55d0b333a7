import { describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import {
  breakAbout,
  codeOf,
  givenDeposit,
  givenPayout,
  givenSaver,
  givenUnknown,
  openAbout,
  propose,
  resolved,
} from '../resolutions/given.ts';

const world = useConsole();
const NOBODY = '019ac000-0000-7000-8000-000000000000';

async function orphan(over: object = {}): Promise<{ id: string; reference: string }> {
  const reference = unique('orphan');
  await world.console.app.settle(fact({ reference, amount: 900n, currency: 'XOF', ...over }));
  return { id: (await breakAbout(world, reference)).id, reference };
}

describe('many at once', () => {
  test('each has its own outcome: done, proposed, or refused with its reason', async () => {
    const { app } = world.console;
    const { finance } = world.people;
    const aside = await givenUnknown(world);
    const payout = await givenUnknown(world, 'WITHDRAWAL');
    const waiting = await givenUnknown(world);
    await propose(world, waiting.breakId, 'mark_failed');
    const over = await orphan();
    await resolved(world, over.id, 'post_suspense');
    const breakIds = [
      aside.breakId,
      payout.breakId,
      waiting.breakId,
      over.id,
      NOBODY,
      aside.breakId,
    ];
    const { results, left } = await app.resolveBreaks({
      actor: finance,
      breakIds,
      verb: 'set_aside',
      reason: 'nobody paid',
    });
    expect(results.map(({ breakId, outcome, code }) => [breakId, outcome, code])).toEqual([
      [aside.breakId, 'done', null],
      [payout.breakId, 'refused', 'only_deposits_aside'],
      [waiting.breakId, 'refused', 'already_proposed'],
      [over.id, 'refused', 'break_resolved'],
      [NOBODY, 'refused', 'not_found'],
    ]);
    expect(left).toBe(0);
    expect(await openAbout(world, aside.id)).toEqual([]);
  });

  test('what matches the filter is proposed, and decided together, row by row', async () => {
    const { app } = world.console;
    const { finance, admin } = world.people;
    const some = [await orphan(), await orphan(), await orphan()];
    const filter = { ids: some.map(({ id }) => id) };
    const many = { actor: finance, filter, verb: 'post_suspense', reason: 'seen' };
    const proposed = await app.resolveBreaks(many);
    expect(proposed.results.map(({ outcome }) => outcome)).toEqual(Array(3).fill('proposed'));
    expect((await app.resolveBreaks(many)).results).toEqual([]);
    const { rows } = await app.breaks({ actor: admin, filter: { ...filter, state: 'proposed' } });
    const resolutionIds = [...rows.map(({ proposal }) => proposal!.id), NOBODY];
    const decided = (actor: typeof finance) =>
      app.decideResolutions({ actor, resolutionIds, decision: 'approve' });
    const own = await decided(finance);
    expect(own.results.map(({ code }) => code)).toEqual([
      ...Array(3).fill('maker_is_checker'),
      'not_found',
    ]);
    const byAnother = await decided(admin);
    expect(byAnother.results.map(({ outcome }) => outcome)).toEqual([
      ...Array(3).fill('approved'),
      'refused',
    ]);
  });

  test('beyond five hundred are counted as left, and nothing is chosen by accident', async () => {
    const { app } = world.console;
    const { finance } = world.people;
    await world.database.owner.query(
      `insert into break_item (kind, method) select 'missing_in_ledger', 'm5' from generate_series(1, 503)`,
    );
    const refusedBy = { actor: finance, verb: 'set_aside', reason: 'seen' };
    const byFilter = await app.resolveBreaks({ ...refusedBy, filter: { method: 'm5' } });
    expect([byFilter.results.length, byFilter.left]).toEqual([500, 3]);
    // All were refused and are still open: asked to go on, the next ones are tried and not the same again.
    const { next } = byFilter;
    const rest = await app.resolveBreaks({ ...refusedBy, filter: { method: 'm5' }, cursor: next! });
    expect([rest.results.length, rest.left, rest.next]).toEqual([3, 0, null]);
    const tried = new Set([...byFilter.results, ...rest.results].map(({ breakId }) => breakId));
    expect(tried.size).toBe(503);
    expect(await codeOf(app.resolveBreaks({ ...refusedBy, filter: {}, cursor: 'no id' }))).toBe(
      'filter_invalid',
    );
    const none = { ...refusedBy, breakIds: ['no id'] };
    expect(await codeOf(app.resolveBreaks(none))).toBe('choice_invalid');
    expect(await codeOf(app.resolveBreaks(refusedBy))).toBe('choice_invalid');
    expect(await codeOf(app.resolveBreaks({ ...refusedBy, breakIds: [NOBODY], reason: ' ' }))).toBe(
      'reason_needed',
    );
  });
});

describe('who an orphan may belong to', () => {
  test('the same amount, number and minute go first, each with its reasons', async () => {
    const { app } = world.console;
    const member = await givenSaver(world.database.owner, 1_000);
    const stranger = await givenSaver(world.database.owner, 90_000);
    const amount = 4_321;
    const lost = await givenDeposit(world, member, { amount, state: 'UNKNOWN' });
    const answered = await givenDeposit(world, member, { amount });
    const sameAmount = await givenDeposit(world, stranger, { amount });
    const samePhone = await givenDeposit(world, member, { amount: 777 });
    await givenPayout(world, stranger, { amount });
    const done = await givenDeposit(world, member, { amount });
    await app.settle(fact({ reference: done.reference }));
    const { id } = await orphan({ amount: BigInt(amount), phone: member.phone });
    const { candidates, offers } = await app.breakStory({
      actor: world.people.finance,
      breakId: id,
    });
    expect(candidates.map(({ transactionId }) => transactionId)).toEqual([
      lost.id,
      answered.id,
      sameAmount.id,
      samePhone.id,
    ]);
    expect(candidates[0]?.reasons.map(({ code }) => code)).toEqual([
      'same_amount',
      'same_phone',
      'minutes_apart',
      'outcome_unknown',
      'no_reference',
    ]);
    expect(candidates[3]?.reasons.map(({ code }) => code)).toEqual(['same_phone', 'minutes_apart']);
    const scores = candidates.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(offers.find(({ verb }) => verb === 'apply_event')).toMatchObject({
      params: { transactionId: lost.id },
      refused: null,
    });
  });

  test('nobody is proposed where a reference or transaction is known, or nothing is alike', async () => {
    const { id } = await orphan({ amount: 31_337n, phone: '+22679999999' });
    const { breakId } = await givenUnknown(world);
    for (const each of [id, breakId]) {
      const story = await world.console.app.breakStory({
        actor: world.people.finance,
        breakId: each,
      });
      expect(story.candidates).toEqual([]);
    }
  });
});
