import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { createSettle } from '../../src/payments/settle.ts';
import { dashboard } from '../../src/reconciliation/dashboard.ts';
import { createFloatDays } from '../../src/reconciliation/figures/float.ts';
import { methodsToday } from '../../src/reconciliation/figures/methods.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { inThePast } from '../support/past.ts';
import { fact, givenPayment } from '../support/payments.ts';

const database = useDatabase();
const ZONE = 'Africa/Abidjan';
const DAY_MS = 86_400_000;
const log = createLog('fatal');
let people: People;

const at = (when: Date, act: (pool: pg.Pool) => Promise<unknown>) =>
  inThePast(database.ownerUrl, when, act);

async function pay(
  pool: pg.Pool,
  shape: { type: 'DEPOSIT' | 'WITHDRAWAL'; amount: number; state?: 'completed' | 'failed' },
  of: { by: People['tresorier']; member: People['awa'] } = {
    by: people.tresorier,
    member: people.awa,
  },
): Promise<string> {
  const { type, amount, state = 'completed' } = shape;
  const { id, reference } = await givenPayment(pool, { type, amount, ...of });
  const settle = createSettle({ pool, log, settled: async () => undefined });
  const kind = type === 'DEPOSIT' ? 'payment' : 'payout';
  await settle(fact({ reference, amount: BigInt(amount), state, kind, event: `${kind}.${state}` }));
  return id;
}

const dayOf = (when: Date): string => when.toISOString().slice(0, 10);
const ago = (days: number): Date => new Date(Date.now() - days * DAY_MS);

beforeAll(async () => {
  people = await givenPeople(database.owner);
});

describe('what a method did today', () => {
  test('counts what settled today by method and way, with its failures and its times', async () => {
    await at(ago(2), (pool) => pay(pool, { type: 'DEPOSIT', amount: 4_000 }));
    const first = await pay(database.pool, { type: 'DEPOSIT', amount: 7_000 });
    const second = await pay(database.pool, { type: 'DEPOSIT', amount: 3_000 });
    await pay(database.pool, { type: 'DEPOSIT', amount: 900, state: 'failed' });
    await pay(database.pool, { type: 'WITHDRAWAL', amount: 500 });
    // A minute and three, as if they had been sent so long before they settled.
    for (const [id, minutes] of [
      [first, 1],
      [second, 3],
    ] as const)
      await database.owner.query(
        `update transaction set sent_at = settled_at - $2 * interval '1 minute' where id = $1`,
        [id, minutes],
      );
    const [deposits, payouts] = await methodsToday(database.pool, ZONE, null);
    expect(deposits).toEqual({
      method: 'wave',
      type: 'DEPOSIT',
      amount: '10000',
      completed: 2,
      failed: 1,
      medianMs: 120_000,
      p95Ms: 174_000,
    });
    expect(payouts).toMatchObject({ type: 'WITHDRAWAL', amount: '500', completed: 1, failed: 0 });
  });

  test('a treasurer counts the members of the tontine that they act for', async () => {
    await pay(
      database.pool,
      { type: 'DEPOSIT', amount: 2_500 },
      { by: people.other, member: people.fatou },
    );
    const [mine] = await methodsToday(database.pool, ZONE, people.tontineId);
    const [theirs] = await methodsToday(database.pool, ZONE, people.otherTontineId);
    expect([mine?.amount, theirs?.amount]).toEqual(['10000', '2500']);
    const none = { ...people.tresorier, tontineId: null };
    const parts = { pool: database.pool, zone: ZONE, floatDays: async () => [] };
    const seen = await dashboard(parts, none);
    expect([seen.today, seen.open, seen.stale]).toEqual([[], [], 0]);
  });

  test('is read from the journals of today and the queue, not from all transactions', async () => {
    const plans: string[] = [];
    const client = await database.pool.connect();
    try {
      await client.query('set enable_seqscan = off');
      const explaining = {
        query: async (sql: string, values: unknown[]) => {
          const { rows } = await client.query<Record<string, string>>(`explain ${sql}`, values);
          plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
          return { rows: [] };
        },
      };
      await methodsToday(explaining as unknown as pg.Pool, ZONE, null);
    } finally {
      await client.query('reset enable_seqscan');
      client.release();
    }
    const plan = plans.join();
    expect(plan).toMatch(/using journal_pkey[\s\S]*Index Cond: \(id >= /);
    expect(plan).toMatch(/using queue_entry_\w+[\s\S]*transaction_id >= /);
    expect(plan).not.toContain('Seq Scan');
  });
});

describe('what the books had at the gateway', () => {
  const direct = async () =>
    (
      await database.pool.query<{ float: string }>(
        `select (-sum(amount))::text as float from posting where account_id = system_account('gateway_float', 'XOF')`,
      )
    ).rows[0]?.float;

  test('is told for the end of each of the last thirty days, and for now', async () => {
    await at(ago(40), async (pool) => {
      await pool.query('select post_opening($1, 1000)', [people.moussa.walletId]);
    });
    await at(ago(10), async (pool) => {
      await pool.query('select post_opening($1, 200)', [people.moussa.walletId]);
    });
    const days = await createFloatDays(database.pool, ZONE, systemClock)();
    expect(days).toHaveLength(30);
    expect(days.at(-1)?.day).toBe(dayOf(ago(0)));
    const of = new Map(days.map(({ day, float }) => [day, float]));
    expect([ago(29), ago(11), ago(10), ago(3)].map((when) => of.get(dayOf(when)))).toEqual([
      '1000',
      '1000',
      '1200',
      '1200',
    ]);
    expect(of.get(dayOf(ago(2)))).toBe('5200');
    expect(days.at(-1)?.float).toBe(await direct());
  });

  test('what settles after the sum was taken is in the next answer', async () => {
    const floatDays = createFloatDays(database.pool, ZONE, systemClock);
    const before = await floatDays();
    await pay(database.pool, { type: 'DEPOSIT', amount: 1_234 });
    const after = await floatDays();
    expect(BigInt(after.at(-1)!.float) - BigInt(before.at(-1)!.float)).toBe(1_234n);
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
    expect(after.at(-1)?.float).toBe(await direct());
  });

  test('a sum that is an hour old is taken again', async () => {
    let now = Date.now();
    const floatDays = createFloatDays(database.pool, ZONE, { now: () => new Date(now) });
    const before = await floatDays();
    // Older than what is looked at again each time: only a new sum finds it.
    await at(ago(5), async (pool) => {
      await pool.query('select post_opening($1, 50)', [people.moussa.walletId]);
    });
    expect((await floatDays()).at(-1)).toEqual(before.at(-1));
    now += 61 * 60_000;
    expect((await floatDays()).at(-1)?.float).toBe(await direct());
  });

  test('the gateway’s own word for a day stands beside it, the last one where there are two', async () => {
    for (const amount of [5_000, 5_100])
      await database.owner.query(
        `insert into balance_reading (day, currency, amount, source, at) values ($1::date, 'XOF', $2, 'queried', db_now())`,
        [dayOf(ago(2)), amount],
      );
    const days = await createFloatDays(database.pool, ZONE, systemClock)();
    const told = days.filter((day) => day.told !== null);
    expect(told).toEqual([{ day: dayOf(ago(2)), float: expect.any(String), told: '5100' }]);
  });
});
