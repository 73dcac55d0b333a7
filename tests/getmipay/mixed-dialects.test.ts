import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { statusOf, unique } from '../support/payments.ts';

/** The same bytes under the headers of one dialect and of the other. */
const on = useConsole({ sandbox: { payoutDelayMs: null } });

async function ordered() {
  const { transaction } = await on.console.app.requestDeposit({
    actor: on.people.tresorier,
    walletId: on.people.awa.walletId,
    amount: 500,
    phone: on.people.awa.phone,
    method: 'wave',
    idempotencyKey: unique('mixed'),
  });
  const body = JSON.stringify({
    event: 'payment.completed',
    transaction_id: transaction.gatewayReference,
    data: { amount: 500 },
  });
  return { id: transaction.id, body };
}

const deliver = async (body: string, headers: readonly string[]) => {
  const signature = createHmac('sha256', 'wh_secret_console').update(body).digest('hex');
  const answer = await fetch(`${on.console.url}/webhook/getmipay/`, {
    method: 'POST',
    headers: Object.fromEntries(headers.map((name) => [name, signature])),
    body,
  });
  return ((await answer.json()) as { outcome: string }).outcome;
};

test('bytes that came as a hint do not hide the genuine webhook', async () => {
  const { id, body } = await ordered();
  expect(await deliver(body, ['X-GetMiPay-Signature'])).toBe('ignored');
  expect(await deliver(body, ['X-Signature'])).toBe('completed');
  expect(await statusOf(on.database.pool, id)).toBe('COMPLETED');
});

test('of both signatures the one that proves more is believed', async () => {
  const { id, body } = await ordered();
  expect(await deliver(body, ['X-GetMiPay-Signature', 'X-Signature'])).toBe('completed');
  expect(await statusOf(on.database.pool, id)).toBe('COMPLETED');
});
