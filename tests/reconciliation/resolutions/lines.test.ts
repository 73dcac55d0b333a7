import { describe, expect, test } from 'vitest';
import { givenStatement, statementOf } from '../../admin/statement-steps.ts';
import { useConsole } from '../../support/console.ts';
import { inThePast } from '../../support/past.ts';
import { balanceOf, fact, givenPayment, unique } from '../../support/payments.ts';
import {
  breakAbout,
  codeOf,
  givenDeposit,
  givenPaidTwice,
  givenPayout,
  givenSaver,
  openAbout,
  payoutFact,
  propose,
  resolved,
  sums,
} from './given.ts';
import { watched } from './states.ts';

const world = useConsole();

type Line = Parameters<typeof statementOf>[0][number];

/** A statement of this moment, with a line that covers the whole day. */
async function told(...lines: Line[]): Promise<void> {
  const at = new Date().toISOString();
  const text = statementOf(lines.map((line) => ({ at, ...line })));
  const { app } = world.console;
  await givenStatement(app, world.people.finance, `${unique('statement')}.csv`, text);
  await app.refreshBreaks(0);
}

async function lineIds(reference: string): Promise<string[]> {
  const { rows } = await world.database.pool.query<{ id: string }>(
    'select id from statement_line where reference = $1 order by id',
    [reference],
  );
  return rows.map(({ id }) => id);
}

const saver = () => givenSaver(world.database.owner, 6_000);

describe('what a statement tells, and how it is answered', () => {
  test.each([
    ['mark_completed', { wallet: 5_000, gateway_float: -4_950, fees: -50 }],
    ['match_line', { wallet: 5_000, gateway_float: -4_950, fees: -50 }],
    ['mark_failed', { suspense: 4_950, gateway_float: -4_950 }],
  ])('a deposit whose message never came: %s', async (verb, expected) => {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await told({ reference, amount: '5000', fee: 50 });
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

  test('francs beyond the operation go to suspense with it', async () => {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await told({ reference, amount: '5300', fee: 50 });
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
    await told({ reference, amount: '100', fee: 150 });
    const movedSince = await watched(world, member);
    await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
    expect(await movedSince()).toEqual({ wallet: 100, suspense: -150, gateway_float: 50 });
  });

  test('a fee: written off it becomes the fee of its transaction, and a reversal does not stand in the way of a later correction', async () => {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await world.console.app.settle(fact({ reference, fee: 50n }));
    await told({ reference, amount: '5000', fee: 70 });
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
      await told({ reference, amount: '900', fee: 10 });
      const movedSince = await watched(world, world.people.awa);
      await resolved(world, (await breakAbout(world, reference)).id, verb);
      return movedSince();
    };
    expect(await posts('post_suspense')).toEqual({ suspense: 890, gateway_float: -890 });
    expect(await posts('write_off')).toEqual({ corrections: 890, gateway_float: -890 });

    const member = await saver();
    const { id } = await givenDeposit(world, member, { state: 'UNKNOWN', amount: 901 });
    const reference = unique('nobody');
    await told({ reference, amount: '901', fee: 10 });
    const { id: breakId } = await breakAbout(world, reference);
    const movedSince = await watched(world, member);
    await resolved(world, breakId, 'match_line', { transactionId: id });
    expect(await movedSince()).toEqual({ wallet: 901, fees: -10, gateway_float: -891 });
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, id)).toEqual([]);
  });
});

describe('matching by hand', () => {
  async function halves(): Promise<{ id: string; lines: string[]; breakId: string }> {
    const member = await saver();
    const { id, reference } = await givenDeposit(world, member);
    await world.console.app.settle(fact({ reference }));
    const other = unique('half');
    await told({ reference, amount: '3000' }, { reference: other, amount: '2000' });
    const lines = [...(await lineIds(reference)), ...(await lineIds(other))];
    return { id, lines, breakId: (await breakAbout(world, id)).id };
  }

  test('two lines are one deposit: one person may say so, and both breaks go', async () => {
    const { id, lines, breakId } = await halves();
    const { outcome } = await propose(world, breakId, 'match_line', {
      lineIds: [...lines].reverse(),
      transactionIds: [id],
    });
    expect(outcome).toBe('done');
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
    const { resolutionId } = await propose(world, breakId, 'match_line', matched);
    const { outcome } = await propose(world, breakId, 'reverse', { resolutionId: resolutionId! });
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
    expect((await propose(world, breakId, 'match_line', matched)).outcome).toBe('done');
  });

  test('one line stands for two deposits', async () => {
    const member = await saver();
    const [one, two] = [await givenDeposit(world, member), await givenDeposit(world, member)];
    for (const { reference } of [one, two]) await world.console.app.settle(fact({ reference }));
    const reference = unique('both');
    await told({ reference, amount: '10000' });
    const { id: breakId } = await breakAbout(world, reference);
    const transactionIds = [one.id, two.id];
    const { outcome } = await propose(world, breakId, 'match_line', { transactionIds });
    expect(outcome).toBe('done');
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
    await told({ reference: one.reference, amount: '5000' }, { reference, amount: '5000' });
    const { id: breakId } = await breakAbout(world, reference);
    const lines = await lineIds(one.reference);
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
    await told({ reference: other, amount: '5000' });
    const foreign = { lineIds: await lineIds(other), transactionIds: [id] };
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

describe('a difference that two people have booked does not come back with a statement', () => {
  test('a payout that was paid twice', async () => {
    const { id, reference } = await givenPaidTwice(world, 3_000);
    await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
    await told({ reference, type: 'payout', amount: '5000' });
    expect(await openAbout(world, id)).toEqual([]);
  });

  test('money that nobody knew', async () => {
    const reference = unique('orphan');
    await world.console.app.settle(fact({ reference, amount: 800n, currency: 'XOF' }));
    await resolved(world, (await breakAbout(world, reference)).id, 'post_suspense');
    await told({ reference, amount: '800' });
    expect(await openAbout(world, reference)).toEqual([]);
  });

  test('money that nobody knew, of which the statement tells a fee too: only the fee is open', async () => {
    const reference = unique('orphan');
    await world.console.app.settle(fact({ reference, amount: 800n, currency: 'XOF' }));
    await resolved(world, (await breakAbout(world, reference)).id, 'post_suspense');
    await told({ reference, amount: '800', fee: 8 });
    const row = await breakAbout(world, reference);
    expect([row.kind, row.difference]).toEqual(['missing_in_ledger', '-8']);
    const movedSince = await watched(world, world.people.awa);
    await resolved(world, row.id, 'write_off');
    expect(await movedSince()).toEqual({ corrections: -8, gateway_float: 8 });
  });

  test('a deposit that was taken back, and is on no statement', async () => {
    const { database, console: running, people } = world;
    const yesterday = new Date(Date.now() - 86_400_000);
    const at = new Date(yesterday.setUTCHours(12, 0, 0, 0));
    const member = await saver();
    let made = { id: '', reference: '' };
    let kept = { id: '', reference: '' };
    await inThePast(database.ownerUrl, at, async (pool) => {
      const deposit = { type: 'DEPOSIT', amount: 5_000, by: people.tresorier, member } as const;
      made = await givenPayment(pool, deposit);
      kept = await givenPayment(pool, deposit);
      const { settleFacts } = await import('../../../src/payments/settle.ts');
      await settleFacts(pool, [
        fact({ reference: made.reference }),
        fact({ reference: kept.reference }),
      ]);
    });
    await running.app.settle(fact({ reference: made.reference, state: 'failed' }));
    await resolved(world, (await breakAbout(world, made.id)).id, 'mark_failed');
    const hour = (hours: number) => new Date(at.getTime() + hours * 3_600_000).toISOString();
    await told(
      { amount: '10', at: hour(-11), reference: unique('edge') },
      { amount: '11', at: hour(11), reference: unique('edge') },
    );
    expect(await openAbout(world, made.id)).toEqual([]);
    expect(await openAbout(world, kept.id)).toEqual(['missing_at_gateway']);
  });

  test('what was ignored stays ignored when it is told again', async () => {
    const reference = unique('orphan');
    await world.console.app.settle(fact({ reference, amount: 800n, currency: 'XOF' }));
    await resolved(world, (await breakAbout(world, reference)).id, 'ignore');
    await world.console.app.settle(fact({ reference, amount: 800n, currency: 'XOF' }));
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, reference)).toEqual([]);
    const member = await saver();
    const payout = await givenPayout(world, member);
    await world.console.app.settle(payoutFact({ reference: payout.reference }));
    await world.console.app.settle(payoutFact({ reference: payout.reference, state: 'failed' }));
    await resolved(world, (await breakAbout(world, payout.id)).id, 'ignore');
    await world.console.app.settle(payoutFact({ reference: payout.reference, state: 'failed' }));
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, payout.id)).toEqual([]);
    expect(await balanceOf(world.database.pool, member)).toBe(1_000);
  });
});
