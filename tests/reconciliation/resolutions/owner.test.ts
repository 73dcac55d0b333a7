import { describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { givenPerson } from '../../support/given.ts';
import { fact, unique } from '../../support/payments.ts';
import { breakAbout, codeOf, givenContradicted, givenDeposit, propose, resolved } from './given.ts';

const world = useConsole();

/** As the owner of the tables, past every function. */
const inserted = (breakId: string, over: Readonly<Record<string, unknown>>) => {
  const row = {
    break_id: breakId,
    verb: 'mark_failed',
    params: '{}',
    reason: 'by hand',
    state: 'PROPOSED',
    needs_checker: true,
    made_by: world.people.finance.id,
    ...over,
  };
  const names = Object.keys(row);
  return codeOf(
    world.database.owner.query(
      `insert into resolution (${names.join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')})`,
      Object.values(row),
    ),
  );
};

describe('the database keeps it from its own owner', () => {
  test.each(['APPROVED', 'REJECTED'])('a row that is %s by its maker is refused', async (state) => {
    const { breakId } = await givenContradicted(world);
    expect(await inserted(breakId, { state, checked_by: world.people.finance.id })).toBe('23514');
    const { resolutionId } = await propose(world, breakId, 'mark_failed');
    const update = 'update resolution set state = $2, checked_by = made_by where id = $1';
    expect(await codeOf(world.database.owner.query(update, [resolutionId, state]))).toBe('23514');
  });

  test('an approval by nobody is refused, and one that needs two is never done by one', async () => {
    const { breakId } = await givenContradicted(world);
    expect(await inserted(breakId, { state: 'APPROVED' })).toBe('23514');
    expect(await inserted(breakId, { state: 'DONE' })).toBe('23514');
  });

  test.each(['transactionId', 'transactionIds', 'the break'])(
    'a maker or checker who is concerned by %s is refused',
    async (how) => {
      const officer = await givenPerson(world.database.owner, {
        username: unique('officer'),
        role: 'FINANCE',
      });
      const own = await givenDeposit(world, officer, { state: 'UNKNOWN' });
      const reference = unique('orphan');
      const about = how === 'the break' ? { ownId: own.id, amount: 1n } : { reference };
      await world.console.app.settle(fact(about));
      const { id: breakId } = await breakAbout(world, how === 'the break' ? own.id : reference);
      const params =
        how === 'the break'
          ? '{}'
          : JSON.stringify({ [how]: how === 'transactionId' ? own.id : [own.id] });
      expect(await inserted(breakId, { params, made_by: officer.id })).toBe('TP900');
      const checked = { state: 'APPROVED', checked_by: officer.id };
      expect(await inserted(breakId, { params, ...checked })).toBe('TP900');
    },
  );

  test.each([
    `verb = 'post_suspense'`,
    `params = '{"transactionId": "019ac000-0000-7000-8000-000000000000"}'`,
    `plan = '[]'`,
    `reason = 'another'`,
    'needs_checker = false',
    `made_by = (select id from app_user where username = 'admin')`,
    `made_at = db_now() - interval '1 day'`,
  ])('what was proposed cannot be rewritten: %s', async (change) => {
    const { breakId } = await givenContradicted(world);
    const { resolutionId } = await propose(world, breakId, 'mark_failed');
    expect(
      await codeOf(
        world.database.owner.query(`update resolution set ${change} where id = $1`, [resolutionId]),
      ),
    ).toBe('TP900');
  });

  test.each(['PROPOSED', 'WITHDRAWN', 'DONE'])(
    'what was decided never becomes %s',
    async (state) => {
      const { breakId } = await givenContradicted(world);
      const resolutionId = await resolved(world, breakId, 'mark_failed');
      const update = 'update resolution set state = $2 where id = $1';
      expect(await codeOf(world.database.owner.query(update, [resolutionId, state]))).toMatch(
        /TP900|23514/,
      );
      expect(
        await codeOf(
          world.database.owner.query('delete from resolution where id = $1', [resolutionId]),
        ),
      ).not.toBe('done');
    },
  );

  test('a proposal can be taken back also where its maker has come to be concerned', async () => {
    const { breakId, member } = await givenContradicted(world);
    const maker = await givenPerson(world.database.owner, {
      username: unique('maker'),
      role: 'FINANCE',
    });
    const { app } = world.console;
    const { resolutionId } = await app.resolveBreak({
      actor: maker,
      breakId,
      verb: 'mark_failed',
      reason: 'seen',
    });
    // The number is somebody else's by now: the maker's own.
    await world.database.owner.query('update app_user set phone = null where id = $1', [member.id]);
    await world.database.owner.query('update app_user set phone = $2 where id = $1', [
      maker.id,
      member.phone,
    ]);
    const decide = (actor: typeof maker, decision: string) =>
      codeOf(
        app.decideResolution({ actor, resolutionId: resolutionId!, decision, reason: 'seen' }),
      );
    expect(await decide(world.people.admin, 'approve')).toBe('checker_concerned');
    expect(await decide(maker, 'withdraw')).toBe('done');
  });

  test('the console itself cannot write resolutions, breaks or evidence but through their functions', async () => {
    const { breakId } = await givenContradicted(world);
    for (const sql of [
      `update resolution set state = 'WITHDRAWN'`,
      `insert into break_item (kind) values ('proof_gap')`,
      `update break_item set resolved_at = db_now(), closed_by = 'resolution' where id = '${breakId}'`,
      `update break_item set difference = 0 where id = '${breakId}'`,
      'delete from break_evidence',
      `select close_break('${breakId}', 'resolution')`,
      `select carry_out(r, null, null) from resolution r`,
    ]) {
      expect(await codeOf(world.database.pool.query(sql)), sql).toBe('42501');
    }
  });
});
