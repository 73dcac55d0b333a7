import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../src/kernel/actor.ts';
import { useConsole } from '../../support/console.ts';
import { type GivenPerson, givenPerson } from '../../support/given.ts';
import { balanceOf, fact, unique } from '../../support/payments.ts';
import {
  approve,
  breakAbout,
  codeOf,
  givenContradicted,
  givenDeposit,
  openAbout,
  propose,
  resolved,
  sums,
  written,
} from './given.ts';

const world = useConsole();
let second: GivenPerson;

beforeAll(async () => {
  second = await person('FINANCE');
});

const person = (role: Role, phone?: string) =>
  givenPerson(world.database.owner, { username: unique('p'), role, ...(phone && { phone }) });

const asked = (actor: GivenPerson, breakId: string, verb = 'mark_failed') =>
  codeOf(world.console.app.resolveBreak({ actor, breakId, verb, reason: 'seen' }));
const decided = (actor: GivenPerson, resolutionId: string | null, decision = 'approve') =>
  codeOf(
    world.console.app.decideResolution({
      actor,
      resolutionId: resolutionId!,
      decision,
      reason: 'seen',
    }),
  );

describe('who proposes and who approves', () => {
  test.each<[string, string, string]>([
    ['TREASURER', 'officers_only', 'officers_only'],
    ['MEMBER', 'officers_only', 'officers_only'],
    ['ADMIN', 'finance_proposes', 'done'],
    ['FINANCE', 'done', 'maker_is_checker'],
  ])('%s: proposing is %s, approving %s', async (role, proposes, approves) => {
    const { breakId } = await givenContradicted(world);
    const one = await person(role as Role);
    const before = await written(world.database.owner);
    expect(await asked(one, breakId)).toBe(proposes);
    if (proposes !== 'done') expect(await written(world.database.owner)).toEqual(before);
    if (proposes !== 'done') await propose(world, breakId, 'mark_failed');
    const { rows } = await world.database.pool.query<{ id: string }>(
      'select id from resolution where break_id = $1',
      [breakId],
    );
    expect(await decided(one, rows[0]!.id)).toBe(approves);
  });

  test.each(['approve', 'reject'])(
    'whoever proposed does not %s, but takes it back',
    async (decision) => {
      const { breakId } = await givenContradicted(world);
      const { resolutionId } = await propose(world, breakId, 'mark_failed');
      expect(await decided(world.people.finance, resolutionId, decision)).toBe('maker_is_checker');
      expect(await decided(second, resolutionId, 'withdraw')).toBe('only_maker_withdraws');
      expect(await decided(world.people.finance, resolutionId, 'withdraw')).toBe('done');
      expect(await decided(second, resolutionId)).toBe('not_proposed');
    },
  );

  test('a rejection says why, moves nothing and leaves the break open', async () => {
    const { breakId, id, member } = await givenContradicted(world);
    const { resolutionId } = await propose(world, breakId, 'mark_failed');
    const { app } = world.console;
    const silent = { actor: second, resolutionId: resolutionId!, decision: 'reject' };
    expect(await codeOf(app.decideResolution(silent))).toBe('reason_needed');
    expect(await decided(second, resolutionId, 'reject')).toBe('done');
    expect(await balanceOf(world.database.pool, member)).toBe(6_000);
    expect(await openAbout(world, id)).toEqual(['conflicting_event']);
    expect((await propose(world, breakId, 'mark_failed')).outcome).toBe('proposed');
  });

  test('a person who was disabled meanwhile neither proposes nor decides', async () => {
    const { breakId } = await givenContradicted(world);
    const gone = await person('FINANCE');
    const { resolutionId } = await propose(world, breakId, 'mark_failed');
    await world.database.owner.query('update app_user set disabled = true where id = $1', [
      gone.id,
    ]);
    for (const decision of ['approve', 'reject', 'withdraw']) {
      expect(await decided(gone, resolutionId, decision), decision).toBe('officers_only');
    }
    expect(await asked(gone, breakId)).toBe('officers_only');
  });

  test('a role that was taken away counts at once, whatever the session says', async () => {
    const { breakId } = await givenContradicted(world);
    const moved = await person('FINANCE');
    await world.database.owner.query(`update app_user set role = 'MEMBER' where id = $1`, [
      moved.id,
    ]);
    expect(await asked(moved, breakId)).toBe('officers_only');
  });
});

describe('whoever gains or loses by it', () => {
  async function concerned() {
    const phone = `+2267055${String(Math.floor(Math.random() * 90_000) + 10_000)}`;
    const officer = await person('FINANCE', phone);
    const { id, reference } = await givenDeposit(world, officer);
    await world.console.app.settle(fact({ reference }));
    await world.console.app.settle(fact({ reference, state: 'failed' }));
    return { officer, phone, id, breakId: (await breakAbout(world, id)).id };
  }

  test('neither proposes nor approves about their own money', async () => {
    const { officer, breakId } = await concerned();
    expect(await asked(officer, breakId)).toBe('checker_concerned');
    const { resolutionId } = await propose(world, breakId, 'mark_failed');
    expect(await decided(officer, resolutionId)).toBe('checker_concerned');
    expect(await decided(officer, resolutionId, 'reject')).toBe('checker_concerned');
    expect(await decided(second, resolutionId)).toBe('done');
  });

  test('nor reverses it, even where the break itself names no transaction', async () => {
    const officer = await person('FINANCE', '+22670559901');
    const { id } = await givenDeposit(world, officer, { state: 'UNKNOWN' });
    const reference = unique('lost');
    await world.console.app.settle(fact({ reference, amount: 5_000n }));
    const { id: breakId } = await breakAbout(world, reference);
    const toApply = { transactionId: id };
    const { app } = world.console;
    const apply = { breakId, verb: 'apply_event', params: toApply, reason: 'seen' };
    expect(await codeOf(app.resolveBreak({ actor: officer, ...apply }))).toBe('checker_concerned');
    const resolutionId = await resolved(world, breakId, 'apply_event', toApply);
    const reverse = { breakId, verb: 'reverse', params: { resolutionId }, reason: 'seen' };
    expect(await codeOf(app.resolveBreak({ actor: officer, ...reverse }))).toBe(
      'checker_concerned',
    );
    const proposed = await app.resolveBreak({ actor: second, ...reverse });
    expect(await decided(officer, proposed.resolutionId)).toBe('checker_concerned');
    expect(await decided(world.people.admin, proposed.resolutionId)).toBe('done');
  });

  test('nor decides about unknown money of their own number', async () => {
    const phone = '+22670559902';
    const officer = await person('FINANCE', phone);
    const reference = unique('orphan');
    await world.console.app.settle(fact({ reference, amount: 300n, currency: 'XOF', phone }));
    const { id: breakId } = await breakAbout(world, reference);
    expect(await asked(officer, breakId, 'post_suspense')).toBe('checker_concerned');
  });
});

test('a proposal and each decision about it are in the audit, with who, why and what would be posted', async () => {
  const { breakId } = await givenContradicted(world);
  const { resolutionId } = await propose(world, breakId, 'mark_failed');
  await approve(world, resolutionId);
  const { rows } = await world.database.pool.query(
    `select action, actor_id, reason, after -> 'plan' = (select plan from resolution where id = $2) as planned
     from audit_entry where subject_type = 'Break' and subject_id = $1::uuid order by id`,
    [breakId, resolutionId],
  );
  expect(rows).toEqual([
    {
      action: 'break.mark_failed',
      actor_id: world.people.finance.id,
      reason: 'seen with the operator',
      planned: true,
    },
    { action: 'resolution.approve', actor_id: world.people.admin.id, reason: null, planned: true },
  ]);
  expect((await sums(world.database.owner))['fees'] ?? 0).toBe(0);
});
