import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { createSettle, settleFacts } from '../../src/payments/settle.ts';
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

/** Its answer was lost, so that the gateway's number is not known. */
const lost = (dialect: 'initiate' | 'v1' = 'v1') =>
  givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount: 1_000,
    by: people.tresorier,
    member: people.awa,
    state: 'UNKNOWN',
    dialect,
  });

const numberOf = async (id: string) =>
  (
    await db.pool.query<{ n: string | null }>(
      'select gateway_reference as n from transaction where id = $1',
      [id],
    )
  ).rows[0]?.n;

test('a payment found by our own id learns the gateway’s number, and is then known by it', async () => {
  const { id } = await lost();
  const reference = unique('MPAYIN');
  expect(await settle(fact({ dialect: 'v1', ownId: id, reference }))).toMatchObject({
    outcome: 'completed',
  });
  expect(await numberOf(id)).toBe(reference);
  expect(await settle(fact({ dialect: 'v1', reference }))).toMatchObject({
    outcome: 'duplicate',
    transactionId: id,
  });
});

test('what waited for that number is applied in the same commit', async () => {
  const { id } = await lost();
  const reference = unique('MPAYIN');
  const early = fact({ dialect: 'v1', reference, fee: 30n });
  expect(await settle(early)).toMatchObject({ outcome: 'suspended', reason: 'unknown_reference' });
  await settle(fact({ dialect: 'v1', ownId: id, reference }));
  const { rows } = await db.pool.query(
    `select o.outcome, o.transaction_id from webhook_outcome o join webhook_event e on e.id = o.event_id
     where e.raw = $1 order by o.seq`,
    [early.raw],
  );
  expect(rows).toEqual([
    { outcome: 'suspended', transaction_id: null },
    { outcome: 'duplicate', transaction_id: id },
  ]);
  expect(await settle(early)).toMatchObject({ outcome: 'duplicate' });
});

test('two payments never share a number: nothing moves on the second', async () => {
  const [first, second] = [await lost(), await lost()];
  const reference = unique('MPAYIN');
  await settle(fact({ dialect: 'v1', ownId: first.id, reference }));
  const answers = [
    await settle(fact({ dialect: 'v1', ownId: second.id, reference })),
    await settle(fact({ dialect: 'v1', ownId: second.id, reference, state: 'failed' })),
  ];
  expect(answers).toMatchObject([
    { outcome: 'duplicate', transactionId: first.id },
    { outcome: 'suspended', transactionId: first.id },
  ]);
  expect(await statusOf(db.pool, second.id)).toBe('PENDING');
});

test('our own id counts within its own dialect only', async () => {
  const { id } = await lost('v1');
  const before = await balanceOf(db.pool, people.awa);
  expect(await settle(fact({ dialect: 'initiate', ownId: id }))).toMatchObject({
    outcome: 'suspended',
    reason: 'unknown_reference',
  });
  expect(await balanceOf(db.pool, people.awa)).toBe(before);
});

test('an answer to a question and a webhook with the same bytes are two events', async () => {
  const { id } = await lost();
  const raw = Buffer.from(unique('the same bytes'));
  const hint = fact({ dialect: 'v1', raw, state: null, ownId: id });
  expect(await settle(hint)).toMatchObject({ outcome: 'ignored', transactionId: id });
  expect(
    await settle(fact({ dialect: 'v1', raw, source: 'status_query', ownId: id })),
  ).toMatchObject({ outcome: 'completed' });
});

test('the id of another payment never becomes a number: the fact is left to a person', async () => {
  const [a, b] = [await lost('initiate'), await lost('initiate')];
  expect(await settle(fact({ ownId: b.id, reference: a.id }))).toMatchObject({
    outcome: 'suspended',
    reason: 'reference_mismatch',
  });
  expect(await settle(fact({ ownId: a.id, reference: a.id }))).toMatchObject({
    outcome: 'completed',
    transactionId: a.id,
  });
});

test('an answer that names another number than the webhook did is shown to a person', async () => {
  const { id } = await lost();
  await settle(fact({ dialect: 'v1', ownId: id, reference: unique('R1') }));
  await accept(db.pool, id, unique('R2'));
  const { rows } = await db.pool.query(
    'select t.warning, q.queue, q.reason from transaction t join queue_entry q on q.transaction_id = t.id where t.id = $1',
    [id],
  );
  expect(rows).toEqual([
    { warning: 'reference_differs', queue: 'ATTENTION', reason: 'reference_differs' },
  ]);
});

test('the same answer about two orders settles both, in one batch as one by one', async () => {
  for (const batched of [true, false]) {
    const raw = Buffer.from(unique('{"status":"success"}'));
    const facts = [await lost(), await lost()].map(({ id }) =>
      fact({ dialect: 'v1', source: 'status_query', raw, ownId: id }),
    );
    const outcomes = batched
      ? await settleFacts(db.pool, facts)
      : [await settle(facts[0]!), await settle(facts[1]!)];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
  }
});
