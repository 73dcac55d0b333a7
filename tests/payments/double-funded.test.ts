import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { GatewayFact } from '../../src/payments/gateway.ts';
import { createSettle } from '../../src/payments/settle.ts';
import {
  breakAbout,
  codeOf,
  givenPaidTwice,
  givenPayout,
  givenSaver,
  giveTo,
  moved,
  openAbout,
  payoutFact,
  propose,
  resolved,
  sums,
} from '../reconciliation/resolutions/given.ts';
import { useConsole } from '../support/console.ts';
import { balanceOf } from '../support/payments.ts';

const AMOUNT = 5_000;
const world = useConsole();
const settle = (one: GatewayFact) => world.console.app.settle(one);

async function heldOf(id: string): Promise<number[]> {
  const { rows } = await world.database.pool.query<{ amount: string }>(
    `select amount from transaction where corrects_id = $1 and adjustment = 'double_funded'`,
    [id],
  );
  return rows.map(({ amount }) => Number(amount));
}

describe('a payout that left after its return', () => {
  test.each([
    [0, []],
    [1, [1]],
    [3_000, [3_000]],
    [AMOUNT, [AMOUNT]],
    [9_000, [AMOUNT]],
  ])('holds of %i in the wallet %j', async (left, held) => {
    const before = await sums(world.database.owner);
    const { id, member } = await givenPaidTwice(world, left);
    expect(await heldOf(id)).toEqual(held);
    const taken = held[0] ?? 0;
    expect(await balanceOf(world.database.pool, member)).toBe(left - taken);
    const change = moved(before, await sums(world.database.owner));
    expect(change['suspense'] ?? 0).toBe(taken);
    expect(change['receivable'] ?? 0).toBe(0);
    expect((await breakAbout(world, id)).kind).toBe('double_funded');
  });

  test.each<[string, Partial<GatewayFact>]>([
    ['another amount', { amount: 4_999n }],
    ['another currency', { currency: 'XAF' }],
    ['another phone', { phone: '+22671999999' }],
    ['what cannot be read', { problem: 'fields_disagree' }],
    ['the id of another payout', { ownId: '019ac000-0000-7000-8000-000000000000' }],
  ])('holds nothing for a message with %s', async (_name, over) => {
    const member = await givenSaver(world.database.owner, AMOUNT);
    const { id, reference } = await givenPayout(world, member);
    await settle(payoutFact({ reference, state: 'failed' }));
    expect((await settle(payoutFact({ reference, ...over }))).outcome).toBe('suspended');
    expect(await heldOf(id)).toEqual([]);
    expect(await balanceOf(world.database.pool, member)).toBe(AMOUNT);
  });

  test('holds nothing of a deposit that completes after it failed', async () => {
    const member = await givenSaver(world.database.owner, AMOUNT);
    const { id, reference } = await givenPayout(world, member);
    await settle(payoutFact({ reference }));
    await settle(payoutFact({ reference, state: 'failed' }));
    expect(await heldOf(id)).toEqual([]);
  });

  test.each(['the same bytes', 'other bytes'])(
    'is held once when told again in %s',
    async (how) => {
      const member = await givenSaver(world.database.owner, AMOUNT);
      const { id, reference } = await givenPayout(world, member);
      await settle(payoutFact({ reference, state: 'failed' }));
      const raw = () => Buffer.from(how === 'the same bytes' ? `again ${id}` : `${Math.random()}`);
      await givenPayout(world, member, { amount: 3_000 });
      await settle(payoutFact({ reference, raw: raw() }));
      await giveTo(world, member, 7_000);
      await settle(payoutFact({ reference, raw: raw() }));
      expect(await heldOf(id)).toEqual([2_000]);
      expect(await balanceOf(world.database.pool, member)).toBe(7_000);
    },
  );

  test.each(['the same bytes', 'other bytes'])(
    'takes nothing later from a wallet that was empty when it was told, again in %s',
    async (how) => {
      const raw = () => Buffer.from(how === 'the same bytes' ? `empty ${how}` : `${Math.random()}`);
      const member = await givenSaver(world.database.owner, AMOUNT);
      const { id, reference } = await givenPayout(world, member);
      await settle(payoutFact({ reference, state: 'failed' }));
      await givenPayout(world, member);
      await settle(payoutFact({ reference, raw: raw() }));
      await giveTo(world, member, 7_000);
      await settle(payoutFact({ reference, raw: raw() }));
      expect(await heldOf(id)).toEqual([]);
      expect(await balanceOf(world.database.pool, member)).toBe(7_000);
    },
  );

  test.each([
    ['the same bytes', () => 'one'],
    ['bytes of their own', (n: number) => `number ${n}`],
  ])('is held once when told fifty times at once in %s', async (_name, bytes) => {
    const member = await givenSaver(world.database.owner, 20_000);
    const { id, reference } = await givenPayout(world, member);
    await settle(payoutFact({ reference, state: 'failed' }));
    const told = Array.from({ length: 50 }, (_, n) =>
      settle(payoutFact({ reference, raw: Buffer.from(`fifty ${id} ${bytes(n)}`) })),
    );
    expect(new Set((await Promise.all(told)).map(({ outcome }) => outcome))).toEqual(
      new Set(['suspended']),
    );
    expect(await heldOf(id)).toEqual([AMOUNT]);
    expect(await balanceOf(world.database.pool, member)).toBe(15_000);
  });

  test('is held once when two processes hear of it at once, beside other movements of the wallet', async () => {
    const other = createSettle({ pool: world.database.pool, log: pino({ level: 'silent' }) });
    const member = await givenSaver(world.database.owner, 20_000);
    const payouts = [];
    for (let n = 0; n < 4; n += 1) payouts.push(await givenPayout(world, member));
    const told = payouts.flatMap(({ reference }) => [
      payoutFact({ reference, state: 'failed' }),
      payoutFact({ reference }),
    ]);
    for (const { reference } of payouts) await settle(payoutFact({ reference, state: 'failed' }));
    await Promise.all([...told.map(settle), ...[...told].reverse().map(other)]);
    const held = await Promise.all(payouts.map(({ id }) => heldOf(id)));
    expect(held).toEqual(payouts.map(() => [AMOUNT]));
    expect(await balanceOf(world.database.pool, member)).toBe(0);
  });
});

describe('the decision about it', () => {
  test.each([0, 3_000, AMOUNT, 9_000])(
    'confirmed with %i left: what was held leaves, the rest is owed',
    async (left) => {
      const { id, member } = await givenPaidTwice(world, left);
      const held = Math.min(left, AMOUNT);
      const { id: breakId } = await breakAbout(world, id);
      const before = await sums(world.database.owner, member);
      await resolved(world, breakId, 'mark_completed');
      const expected = { suspense: -held, receivable: held - AMOUNT, gateway_float: AMOUNT };
      const after = await sums(world.database.owner, member);
      expect(moved(before, after)).toEqual(
        Object.fromEntries(Object.entries(expected).filter(([, sum]) => sum !== 0)),
      );
      expect(after['wallet']).toBe(left - held);
    },
  );

  test('released: the member has it again, and no later message takes it', async () => {
    const { id, reference, member } = await givenPaidTwice(world, 3_000);
    const { id: breakId } = await breakAbout(world, id);
    const before = await sums(world.database.owner, member);
    await resolved(world, breakId, 'release_hold');
    expect(moved(before, await sums(world.database.owner, member))).toEqual({
      suspense: -3_000,
      wallet: 3_000,
    });
    await settle(payoutFact({ reference }));
    expect(await balanceOf(world.database.pool, member)).toBe(3_000);
    await world.console.app.refreshBreaks(0);
    expect(await openAbout(world, id)).toEqual([]);
  });

  test('confirmed: no later message holds anything or opens it again', async () => {
    const { id, reference, member } = await givenPaidTwice(world, 3_000);
    await resolved(world, (await breakAbout(world, id)).id, 'mark_completed');
    await giveTo(world, member, 8_000);
    await settle(payoutFact({ reference }));
    await settle(payoutFact({ reference, amount: 5_000n }));
    await world.console.app.refreshBreaks(0);
    expect(await balanceOf(world.database.pool, member)).toBe(8_000);
    expect(await openAbout(world, id)).toEqual([]);
  });

  test('what is owed is collected in parts, never more than the wallet has', async () => {
    const { id, member } = await givenPaidTwice(world, 3_000);
    const { id: breakId } = await breakAbout(world, id);
    await resolved(world, breakId, 'mark_completed');
    expect(await codeOf(propose(world, breakId, 'collect'))).toBe('nothing_to_collect');
    await giveTo(world, member, 500);
    await resolved(world, breakId, 'collect');
    expect(await balanceOf(world.database.pool, member)).toBe(0);
    await giveTo(world, member, 4_000);
    const before = await sums(world.database.owner, member);
    await resolved(world, breakId, 'collect');
    expect(moved(before, await sums(world.database.owner, member))).toEqual({
      receivable: 1_500,
      wallet: -1_500,
    });
    expect(await codeOf(propose(world, breakId, 'collect'))).toBe('nothing_to_collect');
  });

  test('a hold is never left behind: ignoring is refused while it stands', async () => {
    const held = await breakAbout(world, (await givenPaidTwice(world, 3_000)).id);
    expect(await codeOf(propose(world, held.id, 'ignore'))).toBe('hold_undecided');
    const nothing = await breakAbout(world, (await givenPaidTwice(world, 0)).id);
    expect(await codeOf(propose(world, nothing.id, 'release_hold'))).toBe('nothing_held');
    expect((await propose(world, nothing.id, 'ignore')).outcome).toBe('proposed');
  });
});
