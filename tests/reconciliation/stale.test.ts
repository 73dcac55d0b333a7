import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { settleFacts } from '../../src/payments/settle.ts';
import { flagStale } from '../../src/reconciliation/stale.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { fact, statusOf } from '../support/payments.ts';

const db = useDatabase();
const HALF_AN_HOUR = 1_800_000;
let people: People;
let made = 0;

beforeAll(async () => {
  people = await givenPeople(db.owner);
});

interface Orders {
  readonly count: number;
  readonly minutes: number;
  readonly state?: string;
  readonly type?: string;
}

/** Orders that were sent so long ago, in the order of the queue; more than one by one could be made. */
async function givenOrders({ count, minutes, state = 'ACCEPTED' }: Orders): Promise<string[]> {
  made += 1;
  const { rows } = await db.owner.query<{ id: string }>(
    `insert into transaction (type, status, gateway_state, user_id, wallet_id, amount, currency, method, phone, dialect, gateway_reference, initiated_by,
       idempotency_key, fingerprint, by_staff, created_at, pending_at, sent_at)
     select 'DEPOSIT', 'PENDING', $4::text, w.user_id, w.id, 100, 'XOF', 'wave', '+22670123456', 'initiate', $5 || n, w.user_id, $5 || n, 'f', true,
       now() - $3::interval, now() - $3::interval, case when $4::text <> 'NOT_SENT' then now() - $3::interval end
     from wallet w, generate_series(1, $2::int) n where w.id = $1 returning id`,
    [people.awa.walletId, count, `${minutes} minutes`, state, `late-${made}-`],
  );
  await db.owner.query(
    `insert into queue_entry (transaction_id, queue) select unnest($1::uuid[]), 'OPEN'`,
    [rows.map(({ id }) => id)],
  );
  return rows.map(({ id }) => id).sort();
}

const referenceOf = async (id: string) =>
  (await db.owner.query('select gateway_reference from transaction where id = $1', [id])).rows[0]
    .gateway_reference as string;

const told = async (id: string, state: 'completed' | 'failed') =>
  fact({ reference: await referenceOf(id), state, event: `payment.${state}` });

/** How many of these are flagged, and with what words. */
async function flagsOf(ids: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await db.owner.query<{ reason: string; count: number }>(
    `select coalesce(stale_reason, 'none') as reason, count(*)::int as count from queue_entry where transaction_id = any($1) group by 1`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
}

/** The sweep stands still at one row, in the middle of its chunk, until it is let go. */
async function heldAt(id: string): Promise<() => Promise<void>> {
  const keeper = await db.owner.connect();
  await keeper.query('select pg_advisory_lock(77)');
  await keeper.query(
    `create or replace function hold_sweep() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(77); return new; end $$`,
  );
  await keeper.query(
    `create trigger hold_sweep before update on queue_entry for each row when (new.transaction_id = '${id}' and new.stale_since is not null) execute function hold_sweep()`,
  );
  return async () => {
    await keeper.query('select pg_advisory_unlock(77)');
    await keeper.query('drop trigger if exists hold_sweep on queue_entry');
    keeper.release();
  };
}

const waiting = `select a.pid from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()`;

async function untilWaiting(count: number): Promise<number[]> {
  const probe = () => db.owner.query<{ pid: number }>(`select distinct pid from (${waiting}) w`);
  for (let tries = 0; tries < 2_000; tries += 1) {
    const { rows } = await probe();
    if (rows.length >= count) return rows.map(({ pid }) => pid);
  }
  throw new Error(`Nobody waits, where ${count} should.`);
}

describe('a sweep', () => {
  test('flags exactly the late ones of several chunks, each with its reason', async () => {
    const paid = await givenOrders({ count: 1_300, minutes: 31 });
    const unknown = await givenOrders({ count: 700, minutes: 40, state: 'UNKNOWN' });
    const sending = await givenOrders({ count: 1, minutes: 50, state: 'SENDING' });
    const fresh = await givenOrders({ count: 600, minutes: 29 });
    const neverSent = await givenOrders({ count: 3, minutes: 90, state: 'NOT_SENT' });

    expect(await flagStale(db.pool, HALF_AN_HOUR)).toBe(2_001);
    expect(await flagsOf(paid)).toEqual({ payer_has_not_confirmed: 1_300 });
    expect(await flagsOf([...unknown, ...sending])).toEqual({ outcome_unknown: 701 });
    expect(await flagsOf([...fresh, ...neverSent])).toEqual({ none: 603 });
    expect(await flagStale(db.pool, HALF_AN_HOUR)).toBe(0);
  });

  test('looks at each open order once, however small the chunks', async () => {
    const late = await givenOrders({ count: 7, minutes: 45 });
    let behind: string | null = null;
    let flagged = 0;
    let chunks = 0;
    do {
      const { rows }: { rows: { flagged: number; reached: string | null }[] } = await db.pool.query(
        `select flagged, reached from flag_stale('30 minutes', $1, 3)`,
        [behind],
      );
      flagged += rows[0]!.flagged;
      behind = rows[0]!.reached;
      chunks += 1;
    } while (behind);
    const { rows: open } = await db.owner.query(
      `select count(*)::int as count from queue_entry where queue = 'OPEN'`,
    );
    expect(flagged).toBe(7);
    expect(await flagsOf(late)).toEqual({ payer_has_not_confirmed: 7 });
    expect(chunks).toBe(Math.floor(open[0].count / 3) + 1);
  });

  test('that is killed in the middle leaves whole chunks, and the next one does the rest', async () => {
    const late = await givenOrders({ count: 1_200, minutes: 60 });
    const release = await heldAt(late.at(-1)!);
    const pool = new pg.Pool({ connectionString: db.appUrl, max: 1 });
    pool.on('error', () => {});
    try {
      const sweeping = flagStale(pool, HALF_AN_HOUR, { fewest: 200, most: 200 }).catch(
        (error: Error) => error,
      );
      const [pid] = await untilWaiting(1);
      await db.pool.query('select pg_terminate_backend($1)', [pid]);
      expect(await sweeping).toBeInstanceOf(Error);
    } finally {
      await release();
      await pool.end();
    }
    const left = await flagsOf(late);
    expect(left['payer_has_not_confirmed']).toBeGreaterThanOrEqual(1_000);
    expect(left['none']).toBeGreaterThan(0);
    expect(await flagStale(db.pool, HALF_AN_HOUR)).toBe(left['none']);
    expect(await flagsOf(late)).toEqual({ payer_has_not_confirmed: 1_200 });
  });
});

describe('a settlement beside it', () => {
  test('waits for one chunk at most, and what it ends leaves the queue', async () => {
    const [first, second] = await givenOrders({ count: 2, minutes: 60 });
    const release = await heldAt(second!);
    const sweeping = flagStale(db.pool, HALF_AN_HOUR);
    await untilWaiting(1);
    const settling = settleFacts(db.pool, [await told(first!, 'completed')]);
    await untilWaiting(2);
    await release();
    expect(await sweeping).toBe(2);
    expect((await settling)[0]?.outcome).toBe('completed');
    expect(await flagsOf([first!])).toEqual({});
    expect(await flagsOf([second!])).toEqual({ payer_has_not_confirmed: 1 });
  });

  test('that came first is not waited for: its order is skipped, and never flagged after its end', async () => {
    const [settled, beside] = await givenOrders({ count: 2, minutes: 60 });
    const client = await db.pool.connect();
    try {
      await client.query('begin');
      await settleFacts(client as unknown as pg.Pool, [await told(settled!, 'failed')]);
      expect(await flagStale(db.pool, HALF_AN_HOUR)).toBe(1);
      expect(await flagsOf([beside!])).toEqual({ payer_has_not_confirmed: 1 });
      await client.query('commit');
    } finally {
      client.release();
    }
    expect(await flagStale(db.pool, HALF_AN_HOUR)).toBe(0);
    expect(await statusOf(db.pool, settled!)).toBe('FAILED');
    expect(await flagsOf([settled!])).toEqual({ none: 1 });
  });

  test('that comes between, in any order, deadlocks with nobody and leaves no flag behind', async () => {
    const late = await givenOrders({ count: 600, minutes: 60 });
    const facts = await Promise.all(
      late
        .filter((_, nth) => nth % 3 < 2)
        .map((id, nth) => told(id, nth % 2 ? 'completed' : 'failed')),
    );
    const turns = facts.map((one, nth) => ({ one, turn: (nth * 7919) % facts.length }));
    const shuffled = turns.sort((a, b) => a.turn - b.turn).map(({ one }) => one);
    let isSettling = true;
    const settling = Promise.all(
      [0, 1].map(async (half) => {
        for (let at = half * 10; at < shuffled.length; at += 20) {
          const settlements = await settleFacts(db.pool, shuffled.slice(at, at + 10));
          expect(settlements.every(({ outcome }) => /completed|failed/.test(outcome))).toBe(true);
        }
      }),
    ).finally(() => {
      isSettling = false;
    });
    let behind: string | null = null;
    while (isSettling) {
      const { rows }: { rows: { reached: string | null }[] } = await db.pool.query(
        `select reached from flag_stale('30 minutes', $1, 50)`,
        [behind],
      );
      behind = rows[0]!.reached;
    }
    await settling;
    await flagStale(db.pool, HALF_AN_HOUR);
    const { rows } = await db.owner.query(
      `select t.status, q.stale_since is not null as flagged, count(*)::int as count from transaction t left join queue_entry q on q.transaction_id = t.id
       where t.id = any($1) group by 1, 2 order by 1, 2`,
      [late],
    );
    expect(rows).toEqual([
      { status: 'COMPLETED', flagged: false, count: 200 },
      { status: 'FAILED', flagged: false, count: 200 },
      { status: 'PENDING', flagged: true, count: 200 },
    ]);
  });
});
