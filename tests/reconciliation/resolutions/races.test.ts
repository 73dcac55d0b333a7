import { describe, expect, test } from 'vitest';
import type { GatewayFact } from '../../../src/payments/gateway.ts';
import { useConsole } from '../../support/console.ts';
import { givenPerson } from '../../support/given.ts';
import { balanceOf, fact, statusOf, unique } from '../../support/payments.ts';
import {
  approve,
  breakAbout,
  codeOf,
  givenContradicted,
  givenDeposit,
  givenPayout,
  givenSaver,
  givenUnknown,
  giveTo,
  openAbout,
  payoutFact,
  propose,
  resolved,
} from './given.ts';

const world = useConsole();
const settle = (one: GatewayFact) => world.console.app.settle(one);

describe('an approval posts what was shown, or nothing', () => {
  test('a wallet that moved since the proposal makes it another plan', async () => {
    const { member, id, breakId } = await givenContradicted(world, 0);
    const { resolutionId } = await propose(world, breakId, 'mark_failed');
    await givenPayout(world, member, { amount: 4_000 });
    expect(await codeOf(approve(world, resolutionId))).toBe('plan_changed');
    expect(await balanceOf(world.database.pool, member)).toBe(1_000);
    expect(await openAbout(world, id)).toEqual(['conflicting_event']);
    await giveTo(world, member, 9_000);
    await approve(world, resolutionId);
    expect(await balanceOf(world.database.pool, member)).toBe(5_000);
  });

  test('an outcome that came meanwhile is not decided over', async () => {
    const { id, reference, breakId, member } = await givenUnknown(world, 'WITHDRAWAL');
    const { resolutionId } = await propose(world, breakId, 'mark_failed');
    await settle(payoutFact({ reference }));
    expect(await codeOf(approve(world, resolutionId))).toBe('plan_changed');
    expect(await statusOf(world.database.pool, id)).toBe('COMPLETED');
    expect(await balanceOf(world.database.pool, member)).toBe(1_000);
  });

  test('leaving a difference alone is refused where it has become another one', async () => {
    const { id, breakId } = await givenContradicted(world);
    const { resolutionId } = await propose(world, breakId, 'ignore');
    await world.database.owner.query(
      'update break_item set difference = difference - 1 where id = $1',
      [breakId],
    );
    expect(await codeOf(approve(world, resolutionId))).toBe('plan_changed');
    expect(await openAbout(world, id)).toEqual(['conflicting_event']);
  });

  test('the proposal of a break that settles itself is withdrawn', async () => {
    const { reference, breakId } = await givenUnknown(world);
    const { resolutionId } = await propose(world, breakId, 'mark_completed');
    await settle(fact({ reference }));
    await world.console.app.refreshBreaks(0);
    const { row, resolutions } = await world.console.app.breakStory({
      actor: world.people.finance,
      breakId,
    });
    expect([row.closedBy, resolutions[0]?.state]).toEqual(['cleared', 'WITHDRAWN']);
    expect(await codeOf(approve(world, resolutionId))).toBe('not_proposed');
  });
});

describe('at once', () => {
  test('two approvals of one proposal: one is done', async () => {
    const { breakId, member } = await givenContradicted(world, 8_000);
    const second = await givenPerson(world.database.owner, {
      username: unique('checker'),
      role: 'FINANCE',
    });
    const { resolutionId } = await propose(world, breakId, 'mark_failed');
    const decided = [world.people.admin, second, world.people.admin].map((actor) =>
      codeOf(
        world.console.app.decideResolution({
          actor,
          resolutionId: resolutionId!,
          decision: 'approve',
        }),
      ),
    );
    expect((await Promise.all(decided)).sort()).toEqual(['done', 'not_proposed', 'not_proposed']);
    expect(await balanceOf(world.database.pool, member)).toBe(8_000);
  });

  test('an approval and a withdrawal: one of them wins, and money moves only with the approval', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { breakId, member } = await givenContradicted(world, 8_000);
      const { resolutionId } = await propose(world, breakId, 'mark_failed');
      const decide = (who: 'admin' | 'finance', decision: string) =>
        codeOf(
          world.console.app.decideResolution({
            actor: world.people[who],
            resolutionId: resolutionId!,
            decision,
          }),
        );
      const both = [decide('admin', 'approve'), decide('finance', 'withdraw')];
      const [approved, withdrawn] = await Promise.all(round % 2 ? both : [...both].reverse());
      expect([approved, withdrawn].sort()).toEqual(['done', 'not_proposed']);
      const { rows } = await world.database.pool.query<{ state: string }>(
        'select state from resolution where id = $1',
        [resolutionId],
      );
      const taken = rows[0]?.state === 'APPROVED' ? 5_000 : 0;
      expect(await balanceOf(world.database.pool, member)).toBe(13_000 - taken);
    }
  });

  test('an approval and the late message of the same deposit: it is credited once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id, reference, breakId, member } = await givenUnknown(world);
      const { resolutionId } = await propose(world, breakId, 'mark_completed');
      const [approved] = await Promise.all([
        codeOf(approve(world, resolutionId)),
        ...Array.from({ length: 5 }, () => settle(fact({ reference }))),
      ]);
      expect(['done', 'already_final']).toContain(approved);
      expect(await statusOf(world.database.pool, id)).toBe('COMPLETED');
      expect(await balanceOf(world.database.pool, member)).toBe(11_000);
    }
  });

  test('an approval that a payout failed and the message that it completed: never both without a break', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id, reference, breakId, member } = await givenUnknown(world, 'WITHDRAWAL');
      const { resolutionId } = await propose(world, breakId, 'mark_failed');
      const [approved] = await Promise.all([
        codeOf(approve(world, resolutionId)),
        settle(payoutFact({ reference })),
      ]);
      const status = await statusOf(world.database.pool, id);
      expect([approved, status]).toEqual(
        approved === 'done' ? ['done', 'FAILED'] : ['plan_changed', 'COMPLETED'],
      );
      // Returned and then told as gone: what was returned is held at once.
      expect(await balanceOf(world.database.pool, member)).toBe(1_000);
      await world.console.app.refreshBreaks(0);
      expect(await openAbout(world, id)).toEqual(approved === 'done' ? ['double_funded'] : []);
    }
  });

  test('an orphan that is applied while it is told again is credited once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const member = await givenSaver(world.database.owner, 1_000);
      const { id } = await givenDeposit(world, member, { state: 'UNKNOWN' });
      const reference = unique('lost');
      await settle(fact({ reference, amount: 5_000n }));
      const { id: breakId } = await breakAbout(world, reference);
      const { resolutionId } = await propose(world, breakId, 'apply_event', { transactionId: id });
      const [approved] = await Promise.all([
        codeOf(approve(world, resolutionId)),
        ...Array.from({ length: 4 }, () => settle(fact({ reference, amount: 5_000n }))),
      ]);
      expect(approved).toBe('done');
      expect(await balanceOf(world.database.pool, member)).toBe(6_000);
      await world.console.app.refreshBreaks(0);
      expect(await openAbout(world, reference)).toEqual([]);
    }
  });

  test('proposing twice: one waits', async () => {
    const { breakId } = await givenContradicted(world);
    const verbs = ['mark_failed', 'post_suspense', 'mark_failed', 'ignore'];
    const codes = await Promise.all(verbs.map((verb) => codeOf(propose(world, breakId, verb))));
    expect(codes.sort()).toEqual([
      'already_proposed',
      'already_proposed',
      'already_proposed',
      'done',
    ]);
  });

  test('two reversals of one resolution: one waits, and is done once', async () => {
    const { breakId, member } = await givenContradicted(world, 8_000);
    const resolutionId = await resolved(world, breakId, 'mark_failed');
    const both = [1, 2].map(() => codeOf(propose(world, breakId, 'reverse', { resolutionId })));
    expect((await Promise.all(both)).sort()).toEqual(['already_proposed', 'done']);
    const { rows } = await world.database.pool.query<{ id: string }>(
      `select id from resolution where reverses_id = $1`,
      [resolutionId],
    );
    await Promise.all([1, 2].map(() => codeOf(approve(world, rows[0]!.id))));
    expect(await balanceOf(world.database.pool, member)).toBe(13_000);
  });

  test('answers, refreshes and the handing out of work never stand in each other’s way', async () => {
    const { app } = world.console;
    const { finance, admin } = world.people;
    const some = [];
    for (let n = 0; n < 8; n += 1) some.push(await givenContradicted(world, 8_000));
    const breakIds = some.map(({ breakId }) => breakId);
    const answered = some.map(async ({ breakId }) => resolved(world, breakId, 'mark_failed'));
    const refreshed = Array.from({ length: 6 }, () => app.refreshBreaks(0));
    const handed = Array.from({ length: 6 }, (_, n) =>
      app.assignBreaks({
        actor: finance,
        breakIds: n % 2 ? breakIds : [...breakIds].reverse(),
        assigneeId: n % 2 ? admin.id : finance.id,
      }),
    );
    await Promise.all([...answered, ...refreshed, ...handed]);
    for (const { id, member } of some) {
      expect(await openAbout(world, id)).toEqual([]);
      expect(await balanceOf(world.database.pool, member)).toBe(8_000);
    }
  });
});
