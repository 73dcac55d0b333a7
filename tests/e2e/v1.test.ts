import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { balanceOf, statusOf, unique } from '../support/payments.ts';

/** GetMiPay's public API, whole: real HTTP both ways, money only on the answer to a question. */
const on = useConsole({ dialect: 'v1', sandbox: { scenario: { fees: { paymentsPerMille: 30 } } } });

const LOST = '+22670000005';

const order = (
  over: { amount?: number; phone?: string; payout?: boolean; method?: string } = {},
) => {
  const { app } = on.console;
  const start = over.payout ? app.requestPayout : app.requestDeposit;
  return start({
    actor: on.people.moussa,
    walletId: on.people.moussa.walletId,
    amount: over.amount ?? 5_000,
    phone: over.phone ?? on.people.moussa.phone,
    method: over.method ?? 'wave',
    idempotencyKey: unique('order'),
  });
};

const door = (id: string, act: string) =>
  fetch(`${on.console.sandbox.url}/sandbox/operations/${id}/${act}?wait=1`, {
    method: 'POST',
    headers: { authorization: 'Bearer pk_test_console' },
  });

/** A webhook as GetMiPay would send it, signed with the true secret. */
const webhook = (body: object, query = '') => {
  const raw = JSON.stringify(body);
  const signature = createHmac('sha256', 'wh_secret_console').update(raw).digest('hex');
  return fetch(`${on.console.url}/webhook/getmipay/${query}`, {
    method: 'POST',
    headers: {
      'X-GetMiPay-Signature': `sha256=${signature}`,
      'X-GetMiPay-Timestamp': String(Math.floor(Date.now() / 1000)),
    },
    body: raw,
  });
};

const operationOf = (id: string) =>
  on.console.sandbox.operations().find(({ mention }) => mention === id);

async function becomes(id: string, status: string): Promise<void> {
  await expect.poll(() => statusOf(on.database.pool, id), { timeout: 10_000 }).toBe(status);
}

const rowOf = async (id: string) =>
  (
    await on.database.pool.query<{ reference: string | null; second: string | null; fee: number }>(
      `select gateway_reference as reference, second_reference as second, fee::int from transaction where id = $1`,
      [id],
    )
  ).rows[0];

test('a deposit is credited on the answer to a question, whole, and the fee is posted', async () => {
  const before = await balanceOf(on.database.pool, on.people.moussa);
  const { outcome, transaction } = await order();
  expect(outcome).toBe('accepted');
  expect((await door(transaction.id, 'pay')).status).toBe(200);
  await becomes(transaction.id, 'COMPLETED');
  expect(await balanceOf(on.database.pool, on.people.moussa)).toBe(before + 5_000);
  expect(await rowOf(transaction.id)).toMatchObject({ fee: 150 });
  const { rows } = await on.database.pool.query(
    `select e.source, o.outcome from webhook_outcome o join webhook_event e on e.id = o.event_id
     where o.transaction_id = $1 order by o.seq`,
    [transaction.id],
  );
  expect(rows).toEqual([
    { source: 'webhook', outcome: 'ignored' },
    { source: 'status_query', outcome: 'completed' },
  ]);
});

test('a webhook that says success moves nothing while the gateway says pending', async () => {
  const before = await balanceOf(on.database.pool, on.people.moussa);
  const { transaction } = await order();
  const operation = operationOf(transaction.id);
  const answer = await webhook({
    order_id: operation?.reference,
    status: 'success',
    amount: 5_000,
  });
  expect([answer.status, await answer.json()]).toEqual([200, { outcome: 'ignored' }]);
  await on.console.app.idle();
  expect(await statusOf(on.database.pool, transaction.id)).toBe('PENDING');
  expect(await balanceOf(on.database.pool, on.people.moussa)).toBe(before);
});

test('a payout completes, and one that fails comes back, each on the answer to a question', async () => {
  const before = await balanceOf(on.database.pool, on.people.moussa);
  const paid = await order({ payout: true, amount: 1_000 });
  await becomes(paid.transaction.id, 'COMPLETED');
  const failed = await order({ payout: true, amount: 2_000, phone: '+22670999999' });
  await becomes(failed.transaction.id, 'FAILED');
  expect(await balanceOf(on.database.pool, on.people.moussa)).toBe(before - 1_000);
});

test('an order whose answer was lost is found by the address that the gateway calls', async () => {
  const { outcome, transaction } = await order({ payout: true, amount: 700, phone: LOST });
  expect(outcome).toBe('unknown');
  await becomes(transaction.id, 'COMPLETED');
  const operation = operationOf(transaction.id);
  expect(await rowOf(transaction.id)).toMatchObject({
    reference: operation?.reference,
    second: operation?.secondReference,
  });
});

test('our id in an address counts only with our seal', async () => {
  await on.console.sandbox.setScenario({ answerLost: 1, webhooks: { neverSent: 1 } });
  const lost = await order({ amount: 900 });
  // Another completed deposit of the same amount, whose number nobody knows here.
  const other = await order({ amount: 900 });
  await door(other.transaction.id, 'pay');
  await on.console.sandbox.setScenario({});
  await webhook(
    { order_id: operationOf(other.transaction.id)?.reference, status: 'success' },
    `?t=${lost.transaction.id}&s=${'0'.repeat(32)}`,
  );
  await on.console.app.idle();
  expect(await rowOf(lost.transaction.id)).toMatchObject({ reference: null });
  expect(await statusOf(on.database.pool, lost.transaction.id)).toBe('PENDING');
  const { rows } = await on.database.pool.query(
    `select o.reason from webhook_outcome o join webhook_event e on e.id = o.event_id
     where e.source = 'status_query' and e.reference = $1`,
    [operationOf(other.transaction.id)?.reference],
  );
  expect(rows).toEqual([{ reason: 'unknown_reference' }]);
});

test('fifty webhooks at once credit once', async () => {
  const before = await balanceOf(on.database.pool, on.people.moussa);
  const { transaction } = await order({ amount: 1_100 });
  await on.console.sandbox.setScenario({ webhooks: { neverSent: 1 } });
  const operation = operationOf(transaction.id);
  await door(transaction.id, 'pay');
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, copy) =>
      webhook({ order_id: operation?.reference, status: 'success', copy: copy % 5 }),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await on.console.app.idle();
  expect(await statusOf(on.database.pool, transaction.id)).toBe('COMPLETED');
  expect(await balanceOf(on.database.pool, on.people.moussa)).toBe(before + 1_100);
  await on.console.sandbox.setScenario({});
});

test('without a webhook the job asks and settles, and says what it did', async () => {
  await on.console.sandbox.setScenario({ webhooks: { neverSent: 1 } });
  const { transaction } = await order({ amount: 1_300 });
  await door(transaction.id, 'pay');
  await on.console.sandbox.setScenario({});
  await on.database.owner.query(
    `update queue_entry set query_at = now() - interval '1 second' where transaction_id = $1`,
    [transaction.id],
  );
  const run = await on.console.app.queryPending();
  expect(run).toMatchObject({ supported: true, up: true, told: { completed: 1 } });
  expect(await statusOf(on.database.pool, transaction.id)).toBe('COMPLETED');
});

test('a method that the gateway does not offer for this phone is refused before anything is stored', async () => {
  const count = async () =>
    (await on.database.pool.query<{ n: number }>('select count(*)::int as n from transaction'))
      .rows[0]?.n;
  const before = await count();
  await expect(order({ method: 'mtn_money' })).rejects.toMatchObject({
    code: 'method_unavailable',
    details: { field: 'method' },
  });
  await expect(order({ method: 'orange_money' })).rejects.toMatchObject({
    code: 'otp_needed',
    details: { field: 'otp' },
  });
  expect(await count()).toBe(before);
});
