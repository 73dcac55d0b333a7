import type { Pool } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { deliveries as readDeliveries } from '../../src/reconciliation/deliveries.ts';
import { useConsole } from '../support/console.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';
import { toldByUs } from './attacks/given.ts';

const world = useConsole();
const deliveries = (days?: number) =>
  world.console.app.deliveries({ actor: world.people.finance, days });

async function given(method = 'wave') {
  const { database, people } = world;
  return givenPayment(database.pool, {
    type: 'DEPOSIT',
    amount: 2_000,
    by: people.tresorier,
    member: people.awa,
    method,
  });
}

const told: Record<string, string> = {};

beforeAll(async () => {
  const { app } = world.console;
  for (const source of ['webhook', 'status_query', 'statement', 'person'] as const) {
    const { id, reference } = await given();
    told[source] = id;
    await app.settle(fact({ reference, source }));
  }
  // Told by a question first, and by its webhook after all.
  const late = await given();
  told['late'] = late.id;
  await app.settle(fact({ reference: late.reference, source: 'status_query' }));
  // Told by a question that failed, then nothing.
  const failed = await given();
  told['failed'] = failed.id;
  await app.settle(fact({ reference: failed.reference, source: 'status_query', state: 'failed' }));
});

test('lists what became final by something else than its webhook, and by what', async () => {
  const { missed } = await deliveries();
  const byId = Object.fromEntries(missed.map((one) => [one.transactionId, one.toldBy]));
  expect(byId).toEqual({
    [told['status_query']!]: 'status_query',
    [told['statement']!]: 'statement',
    [told['person']!]: 'person',
    [told['late']!]: 'status_query',
    [told['failed']!]: 'status_query',
  });
  expect(missed[0]).toMatchObject({
    memberName: 'Awa Ouédraogo',
    amount: '2000',
    type: 'DEPOSIT',
    method: 'wave',
  });
});

test('a webhook that comes after all is no missed delivery any more', async () => {
  const { rows } = await world.database.pool.query<{ reference: string }>(
    'select gateway_reference as reference from transaction where id = $1',
    [told['late']],
  );
  await world.console.app.settle(fact({ reference: rows[0]!.reference }));
  const { missed } = await deliveries();
  expect(missed.map(({ transactionId }) => transactionId)).not.toContain(told['late']);
  expect(missed).toHaveLength(4);
});

test('what came and was suspended is a difference, no missed delivery', async () => {
  const { app } = world.console;
  const [asked, stated, silent] = [await given(), await given(), await given()];
  for (const { reference } of [asked, stated]) {
    expect(await app.settle(fact({ reference, amount: 2_100n }))).toMatchObject({
      outcome: 'suspended',
    });
  }
  await app.settle(fact({ reference: asked.reference, source: 'status_query' }));
  for (const { id } of [stated, silent]) {
    await toldByUs(world, { ownId: id, reference: unique('stated'), amount: 2_000 });
  }
  const { missed } = await deliveries();
  const ids = missed.map(({ transactionId }) => transactionId);
  expect(ids).toContain(silent.id);
  expect(ids).not.toContain(asked.id);
  expect(ids).not.toContain(stated.id);
});

test('a message of v1, which only hints, is one that came', async () => {
  const { database, people, console } = world;
  const { id, reference } = await givenPayment(database.pool, {
    type: 'DEPOSIT',
    amount: 2_000,
    by: people.tresorier,
    member: people.awa,
    dialect: 'v1',
  });
  await console.app.settle(fact({ reference, ownId: id, dialect: 'v1', state: null }));
  await console.app.settle(fact({ reference, dialect: 'v1', source: 'status_query' }));
  const { missed } = await deliveries();
  expect(missed.map(({ transactionId }) => transactionId)).not.toContain(id);
});

test('delays are counted by method from the order’s leaving to the webhook’s arrival', async () => {
  for (let seconds = 1; seconds <= 100; seconds += 1) {
    const { id, reference } = await given('orange_money');
    await world.console.app.settle(fact({ reference }));
    await world.database.owner.query(
      `update transaction t set sent_at = e.received_at - $2 * interval '1 second'
       from webhook_event e where t.id = $1 and e.reference = t.gateway_reference`,
      [id, seconds],
    );
  }
  const { delays, newestOnly } = await deliveries();
  expect(newestOnly).toBeNull();
  expect(delays.find(({ method }) => method === 'orange_money')).toEqual({
    method: 'orange_money',
    count: 100,
    p50Ms: 50_500,
    p95Ms: 95_050,
    p99Ms: 99_010,
  });
  expect(delays.find(({ method }) => method === 'wave')).toMatchObject({ count: 1 });
});

test('of very many messages the newest are measured, and that is said only where there are more', async () => {
  const { id } = await given('moov_money');
  const client = await world.database.owner.connect();
  const say = (first: number, last: number) =>
    client.query(
      `with message as (
         insert into webhook_event (source, dialect, hash, raw, headers, kind, state)
         select 'webhook', 'initiate', sha256(convert_to('many-' || n, 'utf8')), '', '{}', 'payment', 'completed'
         from generate_series($2::int, $3::int) n returning id)
       insert into webhook_outcome (event_id, outcome, transaction_id) select m.id, 'completed', $1 from message m`,
      [id, first, last],
    );
  const asOne = { query: client.query.bind(client) } as unknown as Pool;
  const measured = async () => {
    const { delays, newestOnly } = await readDeliveries(asOne, { actor: world.people.finance });
    return [delays.reduce((sum, { count }) => sum + count, 0), newestOnly];
  };
  try {
    await client.query('begin');
    const [before] = await measured();
    await say(Number(before) + 1, 10_000);
    expect(await measured()).toEqual([10_000, null]);
    await say(10_001, 10_001);
    expect(await measured()).toEqual([10_000, 10_000]);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('only officers read them', async () => {
  const { tresorier, awa } = world.people;
  for (const actor of [tresorier, awa]) {
    await expect((async () => world.console.app.deliveries({ actor }))()).rejects.toMatchObject({
      code: 'officers_only',
    });
  }
});
