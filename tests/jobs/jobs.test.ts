import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startJobs } from '../../jobs/index.ts';
import { runJob } from '../../jobs/run.ts';
import { SCHEDULE } from '../../jobs/schedule.ts';
import { RUNS_PER_MINUTE } from '../../src/payments/query-pending.ts';
import { useConsole } from '../support/console.ts';
import { accept, balanceOf, fact, givenPayment, statusOf } from '../support/payments.ts';

const on = useConsole();

test('query-pending runs as often as its share of a minute’s questions supposes', () => {
  expect(SCHEDULE['query-pending'].split(' ')[0]?.split(',')).toHaveLength(RUNS_PER_MINUTE);
});

/** A payment whose clock started so long ago, as the database's clock sees it. */
async function givenOld(
  minutes: number,
  shape: Omit<Parameters<typeof givenPayment>[1], 'by' | 'member'>,
) {
  const { owner } = on.database;
  const client = await owner.connect();
  try {
    await client.query(
      `select set_config('tontine.clock', (now() - make_interval(mins => $1))::text, false)`,
      [minutes],
    );
    const past = Object.assign(Object.create(owner), { query: client.query.bind(client) });
    return await givenPayment(past, { ...shape, by: on.people.tresorier, member: on.people.awa });
  } finally {
    await client.query(`select set_config('tontine.clock', '', false)`);
    client.release();
  }
}

const queueOf = async (id: string) =>
  (
    await on.database.pool.query(
      'select queue, stale_since is not null as stale, stale_reason from queue_entry where transaction_id = $1',
      [id],
    )
  ).rows[0];

describe('expire-approvals', () => {
  test('returns what nobody approved in time, says so, and does it once', async () => {
    const { people, console: running } = on;
    const before = await balanceOf(on.database.pool, people.awa);
    const { transaction, outcome } = await running.app.requestPayout({
      actor: people.tresorier,
      walletId: people.awa.walletId,
      amount: '300',
      phone: '+22670999999',
      method: 'wave',
      idempotencyKey: 'expires',
    });
    expect(outcome).toBe('awaiting_approval');
    expect(await runJob(running.app, 'expire-approvals')).toMatchObject({ ok: true, changed: 0 });
    const { owner } = on.database;
    const client = await owner.connect();
    try {
      await client.query(
        `select set_config('tontine.clock', (now() + interval '24 hours 1 second')::text, false)`,
      );
      await client.query('select expire_approvals()');
    } finally {
      await client.query(`select set_config('tontine.clock', '', false)`);
      client.release();
    }
    expect(await statusOf(on.database.pool, transaction.id)).toBe('EXPIRED');
    expect(await balanceOf(on.database.pool, people.awa)).toBe(before);
    expect(await runJob(running.app, 'expire-approvals')).toMatchObject({ changed: 0 });
  });
});

describe('flag-stale', () => {
  test('flags what was sent longer than STALE_AFTER ago, each with its reason, and nothing else', async () => {
    const unpaid = await givenOld(31, { type: 'DEPOSIT', amount: 100 });
    const unpaidPayout = await givenOld(45, { type: 'WITHDRAWAL', amount: 100 });
    const unknown = await givenOld(60, { type: 'WITHDRAWAL', amount: 100, state: 'UNKNOWN' });
    const fresh = await givenOld(29, { type: 'DEPOSIT', amount: 100 });
    const neverSent = await givenOld(90, { type: 'DEPOSIT', amount: 100, state: 'NOT_SENT' });
    const settled = await givenOld(90, { type: 'DEPOSIT', amount: 100 });
    await on.console.app.settle(fact({ reference: settled.reference }));

    expect(await runJob(on.console.app, 'flag-stale')).toMatchObject({ ok: true, changed: 3 });
    expect(await queueOf(unpaid.id)).toEqual({
      queue: 'OPEN',
      stale: true,
      stale_reason: 'payer_has_not_confirmed',
    });
    expect(await queueOf(unpaidPayout.id)).toMatchObject({
      stale_reason: 'gateway_has_not_confirmed',
    });
    expect(await queueOf(unknown.id)).toMatchObject({ stale_reason: 'outcome_unknown' });
    expect(await queueOf(fresh.id)).toMatchObject({ stale: false });
    expect(await queueOf(neverSent.id)).toMatchObject({ stale: false });
    expect(await queueOf(settled.id)).toBeUndefined();
    expect(await runJob(on.console.app, 'flag-stale')).toMatchObject({ changed: 0 });
  });

  test('a late webhook still settles what was flagged, and takes it out of the queue', async () => {
    const late = await givenOld(120, { type: 'DEPOSIT', amount: 100 });
    await runJob(on.console.app, 'flag-stale');
    expect((await on.console.app.settle(fact({ reference: late.reference }))).outcome).toBe(
      'completed',
    );
    expect(await queueOf(late.id)).toBeUndefined();
  });

  test('a stuck hundred never hides the rest', async () => {
    const client = await on.database.owner.connect();
    const stuck = await givenOld(50, { type: 'DEPOSIT', amount: 100 });
    const behind = await givenOld(40, { type: 'DEPOSIT', amount: 100 });
    try {
      await client.query('begin');
      await client.query('select from queue_entry where transaction_id = $1 for update', [
        stuck.id,
      ]);
      await runJob(on.console.app, 'flag-stale');
      expect(await queueOf(behind.id)).toMatchObject({ stale: true });
    } finally {
      await client.query('rollback');
      client.release();
    }
    await runJob(on.console.app, 'flag-stale');
    expect(await queueOf(stuck.id)).toMatchObject({ stale: true });
  });
});

describe('recover', () => {
  test('what was never sent for two minutes fails, and the hold comes back', async () => {
    const before = await balanceOf(on.database.pool, on.people.awa);
    const old = await givenOld(3, { type: 'WITHDRAWAL', amount: 500, state: 'NOT_SENT' });
    const young = await givenOld(1, { type: 'WITHDRAWAL', amount: 500, state: 'NOT_SENT' });
    const report = await runJob(on.console.app, 'recover');
    expect(report?.summary).toContain(`${old.id} is now FAILED.`);
    expect(await statusOf(on.database.pool, old.id)).toBe('FAILED');
    expect(await statusOf(on.database.pool, young.id)).toBe('PENDING');
    expect(await balanceOf(on.database.pool, on.people.awa)).toBe(before - 500);
  });

  test('what was being sent longer than the timeout and a minute is unknown; the money stays held', async () => {
    const before = await balanceOf(on.database.pool, on.people.awa);
    const { id } = await givenOld(2, { type: 'WITHDRAWAL', amount: 300, state: 'SENDING' });
    await runJob(on.console.app, 'recover');
    const { rows } = await on.database.pool.query(
      'select status, gateway_state, warning from transaction where id = $1',
      [id],
    );
    expect(rows).toEqual([{ status: 'PENDING', gateway_state: 'UNKNOWN', warning: 'interrupted' }]);
    expect(await balanceOf(on.database.pool, on.people.awa)).toBe(before - 300);
    await accept(on.database.pool, id, 'answered-late');
    expect(
      (await on.console.app.settle(fact({ kind: 'payout', reference: 'answered-late' }))).outcome,
    ).toBe('completed');
  });
});

describe('one runner at a time', () => {
  test('a second process does not join, and takes over when the first one is gone', async () => {
    const holder = await on.database.pool.connect();
    await holder.query(`select pg_advisory_lock(hashtextextended('verify-ledger', 1))`);
    expect(await runJob(on.console.app, 'verify-ledger')).toBeNull();
    holder.release(new Error('killed'));
    for (let tries = 0; tries < 50; tries += 1) {
      const report = await runJob(on.console.app, 'verify-ledger');
      if (report) {
        expect(report).toMatchObject({
          ok: true,
          summary: 'The ledger is clean: every invariant holds.',
        });
        return;
      }
      await sleep(50);
    }
    expect.unreachable('The lock outlived its holder.');
  });

  test('the jobs stop when the process drains', async () => {
    const jobs = startJobs(on.console.app);
    await expect(jobs.stop()).resolves.toBeUndefined();
  });
});
