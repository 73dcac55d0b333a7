import { beforeAll, describe, expect, test } from 'vitest';
import { runJob } from '../../jobs/run.ts';
import { tellViolations } from '../../src/notices/raise.ts';
import { useConsole } from '../support/console.ts';
import { givenPayment, unique } from '../support/payments.ts';

const world = useConsole({
  settings: {
    notify: { email: null, webhook: null, breakAbove: 50_000n, breakAgeMs: 24 * 3_600_000 },
  },
});

/** With the database's clock so many minutes ahead. */
async function later(minutes: number, sql: string, values: unknown[] = []) {
  const client = await world.database.owner.connect();
  try {
    await client.query(
      `select set_config('tontine.clock', (now() + make_interval(mins => $1))::text, false)`,
      [minutes],
    );
    return await client.query(sql, values);
  } finally {
    await client.query(`select set_config('tontine.clock', '', false)`);
    client.release();
  }
}

const givenBreak = async (value: number, minutesAgo = 0): Promise<string> =>
  (
    await later(
      -minutesAgo,
      `insert into break_item (kind, reason, value) values ('unknown_reference', 'test', $1) returning id`,
      [value],
    )
  ).rows[0].id;

const subjects = async (kind: string) =>
  (
    await world.database.pool.query(
      'select subject_id as id, data, tontine_id as "tontineId" from notice where kind = $1 order by id',
      [kind],
    )
  ).rows;

const raise = () => runJob(world.console.app, 'raise-notices');
const app = () => world.console.app;

describe('raise-notices', () => {
  test('tells a break above the value, or older than the age, once each, and no other', async () => {
    const large = await givenBreak(50_001);
    const old = await givenBreak(10, 24 * 60 + 1);
    await givenBreak(50_000);
    await givenBreak(10, 24 * 60 - 1);
    expect(await raise()).toMatchObject({ ok: true, changed: 2 });
    const told = await subjects('break_above');
    expect(told.map(({ id, data }) => [id, data.why, data.amount])).toEqual(
      expect.arrayContaining([
        [large, 'value', '50001'],
        [old, 'age', '10'],
      ]),
    );
    expect(await raise()).toMatchObject({ changed: 0 });
  });

  test('tells an approval that has waited for fifteen minutes to that tontine’s treasurers and to finance', async () => {
    const { tresorier, other, finance, awa, tontineId } = world.people;
    const { transaction } = await app().requestPayout({
      actor: tresorier,
      walletId: awa.walletId,
      amount: '300',
      phone: '+22670999999',
      method: 'wave',
      idempotencyKey: unique('waits'),
    });
    expect(await raise()).toMatchObject({ changed: 0 });
    await world.database.owner.query('alter table transaction disable trigger immutable_core');
    await world.database.owner.query(
      `update transaction set created_at = created_at - interval '16 minutes' where id = $1`,
      [transaction.id],
    );
    await world.database.owner.query('alter table transaction enable trigger immutable_core');
    expect(await raise()).toMatchObject({ changed: 1 });
    expect(await subjects('approval_waiting')).toMatchObject([
      { id: transaction.id, tontineId, data: { amount: '300' } },
    ]);

    const seen = async (actor: typeof tresorier | typeof finance) =>
      (await app().notices({ actor })).notices.filter(
        ({ subjectId }) => subjectId === transaction.id,
      );
    expect(await seen(tresorier)).toMatchObject([{ readAt: null, deliveries: [] }]);
    expect((await seen(finance))[0]?.sentence).toMatch(/^Un retrait de 300.F.CFA attend/);
    expect(await seen(other)).toEqual([]);

    await app().rejectPayout({ actor: finance, transactionId: transaction.id, reason: 'No' });
    expect(await seen(finance)).toEqual([]);
  });
});

describe('the panel’s notices', () => {
  let broken: string;
  beforeAll(async () => {
    const violation = { invariant: 9, name: 'the chain', broken: 'Block 3 is missing.' };
    const { pool } = world.database;
    expect(await tellViolations(pool, '2026-11-26', [violation, violation])).toBe(1);
    expect(await tellViolations(pool, '2026-11-26', [violation])).toBe(0);
    expect(await tellViolations(pool, '2026-11-27', [violation])).toBe(1);
    const [, latest] = await subjects('invariant_broken');
    expect(latest.data).toEqual({
      invariant: 9,
      name: 'the chain',
      broken: 'Block 3 is missing.',
      count: 1,
    });
    const { notices } = await app().notices({ actor: world.people.finance, limit: 1 });
    broken = notices[0]!.id;
  });

  test('are each person’s own to acknowledge', async () => {
    const { finance, admin } = world.people;
    const before = await app().notices({ actor: finance });
    await app().acknowledgeNotice({ actor: finance, id: broken });
    await app().acknowledgeNotice({ actor: finance, id: broken });
    const after = await app().notices({ actor: finance });
    expect(after.unread).toBe(before.unread - 1);
    expect(after.notices.find(({ id }) => id === broken)?.readAt).toBeInstanceOf(Date);
    expect((await app().notices({ actor: admin })).unread).toBe(before.unread);
  });

  test('show how each was carried', async () => {
    await runJob(app(), 'send-notices');
    const { notices } = await app().notices({ actor: world.people.admin });
    expect(notices.find(({ id }) => id === broken)?.deliveries).toEqual([
      { sink: 'log', state: 'delivered', attempts: 1, lastError: null },
    ]);
  });

  test('of finance are nobody else’s to read or acknowledge', async () => {
    const { tresorier, awa, finance } = world.people;
    await expect(app().acknowledgeNotice({ actor: tresorier, id: broken })).rejects.toMatchObject({
      kind: 'NotFound',
    });
    await expect(app().notices({ actor: awa })).rejects.toMatchObject({ kind: 'Forbidden' });
    await expect(app().acknowledgeNotice({ actor: awa, id: broken })).rejects.toMatchObject({
      kind: 'Forbidden',
    });
    await expect(app().acknowledgeNotice({ actor: finance, id: 'x' })).rejects.toMatchObject({
      kind: 'NotFound',
    });
  });

  test('say how old the operation is, not the break, and whose it is; the name stays in the house', async () => {
    const { finance, awa, tresorier } = world.people;
    const paid = { type: 'DEPOSIT', amount: 7_700, by: tresorier, member: awa } as const;
    const { id } = await givenPayment(world.database.pool, paid);
    await world.database.owner.query(
      `insert into break_item (kind, reason, flow, value, transaction_id, occurred_at)
       values ('outcome_unknown', 'payer_has_not_confirmed', 'deposit', 7700, $1, db_now() - interval '25 hours')`,
      [id],
    );
    await raise();
    const told = (await app().notices({ actor: finance })).notices.find(
      ({ data }) => data['amount'] === '7700',
    );
    expect(told?.sentence).toMatch(/^Une opération de plus de 24 heures .* 7.700.F.CFA\.$/);
    expect(told).toMatchObject({ who: 'Awa Ouédraogo', data: { break: 'deposit_unpaid' } });
    expect(JSON.stringify(told?.data)).not.toContain('Awa');
  });

  test('no longer tell a break once it is resolved', async () => {
    const { finance } = world.people;
    const id = await givenBreak(90_000);
    await raise();
    const told = async () =>
      (await app().notices({ actor: finance })).notices.some(({ subjectId }) => subjectId === id);
    expect(await told()).toBe(true);
    await world.database.owner.query(
      `update break_item set resolved_at = db_now(), closed_by = 'cleared' where id = $1`,
      [id],
    );
    expect(await told()).toBe(false);
  });
});

test('verify-ledger raises a notice for a broken invariant', async () => {
  const { owner, pool } = world.database;
  const count = async () =>
    (await pool.query(`select count(*)::int as n from notice where kind = 'invariant_broken'`))
      .rows[0].n;
  const before = await count();
  await owner.query(
    `insert into webhook_event (source, dialect, hash, raw, headers) values ('webhook', 'initiate', 'not its hash', 'raw', '{}')`,
  );
  try {
    expect(await runJob(world.console.app, 'verify-ledger')).toMatchObject({ ok: false });
    expect(await count()).toBe(before + 1);
    await runJob(world.console.app, 'verify-ledger');
    expect(await count()).toBe(before + 1);
  } finally {
    await owner.query('alter table webhook_event disable trigger user');
    await owner.query(`delete from webhook_event where hash = 'not its hash'`);
    await owner.query('alter table webhook_event enable trigger user');
  }
});
