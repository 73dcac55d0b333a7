import { beforeAll, beforeEach, expect, test } from 'vitest';
import { settleFacts } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { fact, givenPayment } from '../support/payments.ts';

/** Whose turn it is to be asked about: the rules of `claim_status_queries`, in the database's time. */
const db = useDatabase();
let people: People;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  await db.owner.query(`select set_config('tontine.clock', '', false)`);
});
beforeEach(async () => {
  const { rows } = await db.pool.query<{
    reference: string;
    dialect: 'v1' | 'initiate';
    kind: 'payment' | 'payout';
  }>(
    `select gateway_reference as reference, dialect, case type when 'DEPOSIT' then 'payment' else 'payout' end as kind
     from transaction where status = 'PENDING' and gateway_reference is not null`,
  );
  if (rows.length > 0)
    await settleFacts(
      db.pool,
      rows.map((row) => fact({ ...row, state: 'failed' })),
    );
});

const sent = (over: { dialect?: 'initiate' | 'v1'; state?: 'UNKNOWN' | 'ACCEPTED' } = {}) =>
  givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount: 500,
    by: people.tresorier,
    member: people.awa,
    dialect: 'v1',
    ...over,
  });

/** As the owner, so many seconds later than now. */
async function turnsAfter(seconds: number, limit = 10): Promise<string[]> {
  const client = await db.owner.connect();
  try {
    await client.query(
      `select set_config('tontine.clock', (now() + make_interval(secs => $1))::text, false)`,
      [seconds],
    );
    const { rows } = await client.query<{ id: string }>(
      `select transaction_id as id from claim_status_queries('v1', $1, '20 seconds', '6 hours')`,
      [limit],
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.query(`select set_config('tontine.clock', '', false)`);
    client.release();
  }
}

test('a fresh order is asked about soon, and then ever more rarely', async () => {
  const { id } = await sent();
  const askedAt: number[] = [];
  for (let second = 5; second <= 2_000; second += 5) {
    if ((await turnsAfter(second)).includes(id)) askedAt.push(second);
  }
  expect(askedAt).toEqual([20, 40, 80, 160, 320, 640, 1_280]);
});

test('the longest wait is six hours', async () => {
  const { id } = await sent();
  await db.owner.query(
    'update queue_entry set queries = 18, query_at = now() where transaction_id = $1',
    [id],
  );
  expect(await turnsAfter(1)).toEqual([id]);
  expect(await turnsAfter(6 * 3_600 - 60)).toEqual([]);
  expect(await turnsAfter(6 * 3_600 + 60)).toEqual([id]);
});

test('what has no number to ask with, is final, or speaks another dialect has no turn', async () => {
  await sent({ dialect: 'initiate' });
  await sent({ state: 'UNKNOWN' });
  const done = await sent();
  await settleFacts(db.pool, [fact({ dialect: 'v1', reference: done.reference })]);
  expect(await turnsAfter(3_600)).toEqual([]);
});

test('a hint gives a lost order its number to ask with, without settling by it', async () => {
  const { id } = await sent({ state: 'UNKNOWN' });
  await db.pool.query(`select note_hint($1, 'MPAYIN_hint', 'MLS_hint', '20 seconds')`, [id]);
  const { rows } = await db.owner.query(
    `select reference, second_reference from claim_status_query($1, '20 seconds', '6 hours')`,
    [id],
  );
  expect(rows).toEqual([{ reference: 'MPAYIN_hint', second_reference: 'MLS_hint' }]);
  const { rows: stored } = await db.pool.query(
    'select gateway_reference from transaction where id = $1',
    [id],
  );
  expect(stored).toEqual([{ gateway_reference: null }]);
  await db.owner.query(
    `update queue_entry set hinted_reference = null, hinted_second_reference = null where transaction_id = $1`,
    [id],
  );
});

test('a thousand stuck ones never starve a new one, and new ones never starve them', async () => {
  const stuck: string[] = [];
  for (let made = 0; made < 60; made += 1) stuck.push((await sent()).id);
  await db.owner.query(
    `update queue_entry set queries = 12, query_at = now() - interval '3 hours' where transaction_id = any ($1)`,
    [stuck],
  );
  const fresh = [await sent(), await sent(), await sent()].map(({ id }) => id);
  const first = await turnsAfter(25, 10);
  expect(first).toHaveLength(10);
  expect(first.filter((id) => fresh.includes(id))).toHaveLength(3);

  // New ones without end: half of the turns stay with those that have waited longest.
  const more: string[] = [];
  for (let made = 0; made < 20; made += 1) more.push((await sent()).id);
  const second = await turnsAfter(50, 10);
  expect(second.filter((id) => more.includes(id))).toHaveLength(5);
  expect(second.filter((id) => stuck.includes(id))).toHaveLength(5);
});

test('two runners at once never take the same turn', async () => {
  for (let made = 0; made < 20; made += 1) await sent();
  await db.owner.query(`update queue_entry set query_at = now() - interval '1 hour'`);
  const turns = await Promise.all(
    Array.from({ length: 4 }, () =>
      db.pool.query<{ id: string }>(
        `select transaction_id as id from claim_status_queries('v1', 10, '20 seconds', '6 hours')`,
      ),
    ),
  );
  const taken = turns.flatMap(({ rows }) => rows.map(({ id }) => id));
  expect(taken.length).toBeGreaterThan(0);
  expect(new Set(taken).size).toBe(taken.length);
});

test('numbers of a hint give way to others until the gateway has answered to them', async () => {
  const { id } = await sent({ state: 'UNKNOWN' });
  const hint = (n: string) =>
    db.pool.query(`select note_hint($1, $2, $3, '20 seconds')`, [id, `MPAYIN_${n}`, `MLS_${n}`]);
  const asked = async () =>
    (
      await db.owner.query(
        `select reference, second_reference as second from claim_status_query($1, '20 seconds', '6 hours')`,
        [id],
      )
    ).rows[0];
  await hint('BAD');
  await hint('GOOD');
  expect(await asked()).toEqual({ reference: 'MPAYIN_GOOD', second: 'MLS_GOOD' });
  await db.pool.query(`select note_status_query($1, 'pending', 'MPAYIN_GOOD', 'MLS_GOOD')`, [id]);
  await hint('BAD');
  expect(await asked()).toEqual({ reference: 'MPAYIN_GOOD', second: 'MLS_GOOD' });
  await db.owner.query(
    'update queue_entry set hinted_reference = null, hinted_second_reference = null where transaction_id = $1',
    [id],
  );
});

test('an outage costs no turns: what was not answered is asked again within a minute', async () => {
  const { id, reference } = await sent();
  for (let tries = 0; tries < 8; tries += 1) {
    await db.owner.query(`update queue_entry set query_at = now() where transaction_id = $1`, [id]);
    await turnsAfter(1);
    await db.pool.query(`select note_status_query($1, 'no_answer', $2, null)`, [id, reference]);
  }
  const { rows } = await db.pool.query(
    `select queries, query_at <= now() + interval '1 minute 5 seconds' as soon from queue_entry where transaction_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ queries: 1, soon: true }]);
});
