import { describe, expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import {
  approve,
  breakAbout,
  codeOf,
  givenDeposit,
  givenPaidTwice,
  givenSaver,
  lineIds,
  openAbout,
  propose,
  resolved,
  sums,
  told,
} from './given.ts';

const world = useConsole();

const saver = () => givenSaver(world.database.owner, 6_000);

describe('matching by hand', () => {
  async function halves(): Promise<{ id: string; lines: string[]; breakId: string }> {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await world.console.app.settle(fact({ reference }));
    const other = unique('half');
    // The one that nobody knows first: it takes the place of the one that its reference had paired.
    await told(world, { reference: other, amount: '2000' }, { reference, amount: '3000' });
    const lines = [...(await lineIds(world, other)), ...(await lineIds(world, reference))];
    return { id, lines, breakId: (await breakAbout(world, id)).id };
  }

  test('two lines are one deposit: one person says so, another agrees, and both breaks go', async () => {
    const { id, lines, breakId } = await halves();
    const { outcome, resolutionId } = await propose(world, breakId, 'match_line', {
      lineIds: [...lines].reverse(),
      transactionIds: [id],
    });
    expect(outcome).toBe('proposed');
    await approve(world, resolutionId);
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, id)).toEqual([]);
    const { rows } = await world.database.pool.query(
      'select outcome, rule, transaction_id = $2 as ours, paired from statement_line where id = any ($1) order by id',
      [lines, id],
    );
    expect(rows).toEqual([
      { outcome: 'matched', rule: 'by_hand', ours: true, paired: true },
      { outcome: 'matched', rule: 'by_hand', ours: true, paired: false },
    ]);
  });

  test('is reversed by two people: the lines stand alone, and the break is open again', async () => {
    const { id, lines, breakId } = await halves();
    const matched = { lineIds: lines, transactionIds: [id] };
    const resolutionId = await resolved(world, breakId, 'match_line', matched);
    const { outcome } = await propose(world, breakId, 'reverse', { resolutionId });
    expect(outcome).toBe('proposed');
    const { rows } = await world.database.pool.query<{ id: string }>(
      'select id from resolution where reverses_id = $1',
      [resolutionId],
    );
    await world.console.app.decideResolution({
      actor: world.people.admin,
      resolutionId: rows[0]!.id,
      decision: 'approve',
    });
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, id)).toEqual(['amount_mismatch']);
    expect((await propose(world, breakId, 'match_line', matched)).outcome).toBe('proposed');
  });

  test('one line stands for two deposits', async () => {
    const member = await saver();
    const [one, two] = [await givenDeposit(world, member), await givenDeposit(world, member)];
    for (const { reference } of [one, two]) await world.console.app.settle(fact({ reference }));
    const reference = unique('both');
    await told(world, { reference, amount: '10000' });
    const { id: breakId } = await breakAbout(world, reference);
    const transactionIds = [one.id, two.id];
    const { outcome, resolutionId } = await propose(world, breakId, 'match_line', {
      transactionIds,
    });
    expect(outcome).toBe('proposed');
    await approve(world, resolutionId);
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, reference)).toEqual([]);
  });

  test('sums that differ are absorbed where a person says where to, by two', async () => {
    const { id, breakId } = await halves();
    const match = (absorb?: 'suspense' | 'write_off') =>
      propose(world, breakId, 'match_line', { transactionIds: [id], ...(absorb && { absorb }) });
    expect(await codeOf(match())).toBe('sums_differ');
    const before = await sums(world.database.owner);
    const { outcome, resolutionId } = await match('suspense');
    expect(outcome).toBe('proposed');
    await world.console.app.decideResolution({
      actor: world.people.admin,
      resolutionId: resolutionId!,
      decision: 'approve',
    });
    expect((await sums(world.database.owner))['suspense']).toBe((before['suspense'] ?? 0) - 2_000);
  });

  test('a line that is matched already cannot be taken from its transaction', async () => {
    const member = await saver();
    const [one, two] = [await givenDeposit(world, member), await givenDeposit(world, member)];
    for (const { reference } of [one, two]) await world.console.app.settle(fact({ reference }));
    const reference = unique('other');
    await told(world, { reference: one.reference, amount: '5000' }, { reference, amount: '5000' });
    const { id: breakId } = await breakAbout(world, reference);
    const lines = await lineIds(world, one.reference);
    const taken = { lineIds: lines, transactionId: two.id };
    expect(await codeOf(propose(world, breakId, 'match_line', taken))).toBe('already_matched');
    const doubled = { transactionId: one.id };
    expect(await codeOf(propose(world, breakId, 'match_line', doubled))).toBe('already_matched');
  });

  test('nobody closes a break alone with lines and transactions that are not its own', async () => {
    const { id: twice } = await givenPaidTwice(world, 3_000);
    const { id: breakId } = await breakAbout(world, twice);
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await world.console.app.settle(fact({ reference }));
    const other = unique('foreign');
    await told(world, { reference: other, amount: '5000' });
    const foreign = { lineIds: await lineIds(world, other), transactionIds: [id] };
    expect(await codeOf(propose(world, breakId, 'match_line', foreign))).toBe(
      'break_has_transaction',
    );
    expect(await codeOf(propose(world, breakId, 'mark_completed', { transactionId: id }))).toBe(
      'break_has_transaction',
    );
    const orphan = unique('orphan');
    await world.console.app.settle(fact({ reference: orphan, amount: 100n, currency: 'XOF' }));
    const { id: orphanBreak } = await breakAbout(world, orphan);
    expect((await propose(world, orphanBreak, 'match_line', foreign)).outcome).toBe('proposed');
  });
});
