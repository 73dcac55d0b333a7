import type { PoolClient } from 'pg';
import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { createSettle } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { accept, balanceOf, fact, givenPayment, statusOf, unique } from '../support/payments.ts';

const db = useDatabase();
let people: People;
let settle: ReturnType<typeof createSettle>;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  settle = createSettle({ pool: db.pool, log: pino({ level: 'silent' }) });
});

const sending = (amount = 1_000) =>
  givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount,
    by: people.tresorier,
    member: people.awa,
    state: 'SENDING',
  });

async function inOpenTransaction(
  work: (client: PoolClient) => Promise<unknown>,
): Promise<{ commit(): Promise<void> }> {
  const client = await db.pool.connect();
  await client.query('begin');
  await work(client);
  return {
    commit: async () => {
      await client.query('commit');
      client.release();
    },
  };
}

const settleInSql = (client: PoolClient, reference: string) =>
  client.query(
    `select outcome from settle(array['webhook'], array['initiate'], array[$1::bytea], array['{}'], array['payment.completed'], array['payment'],
      array['completed'], array[$2], array[null::uuid], array[null::numeric], array[null], array[null], array[null::numeric], array[null], array[null], array[null])`,
    [Buffer.from(unique('raw')), reference],
  );

const waitsForALock = async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await db.owner.query(
      `select from pg_locks l join pg_stat_activity a on a.pid = l.pid where l.locktype = 'advisory' and not l.granted and a.datname = current_database()`,
    );
    if (rows.length > 0) return true;
  }
  return false;
};

test('a webhook before the answer waits, and is applied in the commit that stores the reference', async () => {
  const before = await balanceOf(db.pool, people.awa);
  const { id } = await sending();
  expect((await settle(fact({ reference: 'early-1' }))).reason).toBe('unknown_reference');
  await accept(db.pool, id, 'early-1');
  expect(await statusOf(db.pool, id)).toBe('COMPLETED');
  expect(await balanceOf(db.pool, people.awa)).toBe(before + 1_000);
  const { rows } = await db.pool.query(
    'select gateway_reference, payment_url from transaction where id = $1',
    [id],
  );
  expect(rows).toEqual([{ gateway_reference: 'early-1', payment_url: 'http://127.0.0.1/pay' }]);
});

test('several events that waited are applied in the order in which they came', async () => {
  const { id } = await sending();
  await settle(fact({ reference: 'early-2', amount: 1n }));
  await settle(fact({ reference: 'early-2' }));
  await settle(fact({ reference: 'early-2', state: 'failed' }));
  await accept(db.pool, id, 'early-2');
  const { rows } = await db.pool.query(
    'select outcome, reason from webhook_outcome where transaction_id = $1 order by seq',
    [id],
  );
  expect(rows).toEqual([
    { outcome: 'suspended', reason: 'amount_mismatch' },
    { outcome: 'completed', reason: null },
    { outcome: 'suspended', reason: 'conflicting_final_state' },
  ]);
});

test('an event of the other kind with the same number waits for its own kind', async () => {
  const { reference } = await givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount: 500,
    by: people.tresorier,
    member: people.awa,
    reference: '1001',
  });
  const payout = await givenPayment(db.pool, {
    type: 'WITHDRAWAL',
    amount: 500,
    by: people.tresorier,
    member: people.awa,
    state: 'SENDING',
  });
  expect(await settle(fact({ kind: 'payout', reference }))).toMatchObject({
    outcome: 'suspended',
    reason: 'kind_mismatch',
  });
  await accept(db.pool, payout.id, '1001');
  expect(await statusOf(db.pool, payout.id)).toBe('COMPLETED');
});

test('the tie, webhook first: the answer waits for the webhook’s commit and then applies it', async () => {
  const { id } = await sending();
  const webhook = await inOpenTransaction((client) => settleInSql(client, 'tie-1'));
  const answer = accept(db.pool, id, 'tie-1');
  expect(await waitsForALock()).toBe(true);
  await webhook.commit();
  await answer;
  expect(await statusOf(db.pool, id)).toBe('COMPLETED');
});

test('the tie, answer first: the webhook waits for the answer’s commit and then finds the reference', async () => {
  const { id } = await sending();
  const answer = await inOpenTransaction((client) =>
    client.query(`select record_answer($1, 'accepted', 'tie-2', null, null, null, null)`, [id]),
  );
  const webhook = settle(fact({ reference: 'tie-2' }));
  expect(await waitsForALock()).toBe(true);
  await answer.commit();
  expect((await webhook).outcome).toBe('completed');
  expect(await statusOf(db.pool, id)).toBe('COMPLETED');
});

test('a hundred races between answer and webhook all end completed, each credited once', async () => {
  const before = await balanceOf(db.pool, people.moussa);
  const payments = await Promise.all(
    Array.from({ length: 100 }, () =>
      givenPayment(db.pool, {
        type: 'DEPOSIT',
        amount: 10,
        by: people.tresorier,
        member: people.moussa,
        state: 'SENDING',
      }),
    ),
  );
  await Promise.all(
    payments.flatMap(({ id, reference }, index) => {
      const both = [() => accept(db.pool, id, reference), () => settle(fact({ reference }))];
      return (index % 2 ? both : both.reverse()).map((go) => go());
    }),
  );
  for (const { id } of payments) expect(await statusOf(db.pool, id)).toBe('COMPLETED');
  expect(await balanceOf(db.pool, people.moussa)).toBe(before + 1_000);
});

test('a reference that already belongs to another transaction leaves the outcome unknown', async () => {
  const first = await sending();
  const second = await sending();
  await accept(db.pool, first.id, 'used-twice');
  await accept(db.pool, second.id, 'used-twice');
  const { rows } = await db.pool.query(
    'select status, gateway_state, warning from transaction where id = $1',
    [second.id],
  );
  expect(rows).toEqual([
    { status: 'PENDING', gateway_state: 'UNKNOWN', warning: 'reference_taken' },
  ]);
});

test('a refusal that meets a final state is put before a person, and moves nothing', async () => {
  const { id, reference } = await sending();
  await settle(fact({ reference, ownId: id }));
  await db.pool.query(`select record_answer($1, 'refused', null, null, null, 'other', 'no')`, [id]);
  expect(await statusOf(db.pool, id)).toBe('COMPLETED');
  const { rows } = await db.pool.query(
    'select queue, reason from queue_entry where transaction_id = $1',
    [id],
  );
  expect(rows).toEqual([{ queue: 'ATTENTION', reason: 'refused_after_final' }]);
});
