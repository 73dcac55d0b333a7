import { describe, expect, test } from 'vitest';
import { sign } from '../../../src/getmipay/signature.ts';
import { door, gatewayOf, givenReceiver, givenSandbox, KEYS, orderOf, pause } from './given.ts';

describe('the API', () => {
  const body =
    '{"user_id": 7, "amount": 5000, "phone": "+22670123456", "method": "wave", "reference": "R-1"}';
  const genuine = (text: string) => ({
    authorization: `Bearer ${KEYS.apiKey}`,
    'x-signature': sign(text, KEYS.secretKey),
  });

  test('refuses a wrong key and a wrong signature with 401, and books nothing', async () => {
    const sandbox = await givenSandbox();
    const post = (headers: Record<string, string>) =>
      fetch(`${sandbox.url}/v1/payments/initiate`, { method: 'POST', headers, body });
    for (const [headers, error] of [
      [{}, 'unauthorized'],
      [{ ...genuine(body), authorization: 'Bearer pk_other' }, 'unauthorized'],
      [{ authorization: `Bearer ${KEYS.apiKey}` }, 'invalid_signature'],
      [genuine(`${body} `), 'invalid_signature'],
    ] as const) {
      const response = await post(headers);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ success: false, error });
    }
    expect(sandbox.books().operations).toBe(0);
  });

  test.each([
    ['{"amount": 5000}', 422, 'missing_user_id'],
    ['not json', 400, 'invalid_json'],
    ['[]', 400, 'invalid_json'],
    [body.replace('5000', '99'), 422, 'amount_out_of_bounds'],
    [body.replace('5000', '2000001'), 422, 'amount_out_of_bounds'],
    [body.replace('5000', '5000.5'), 422, 'amount_invalid'],
    [body.replace('5000', 'null'), 422, 'amount_invalid'],
    [body.replace('+22670123456', '12'), 422, 'invalid_phone'],
    [body.replace('+22670123456', '+237671234567'), 422, 'invalid_phone'],
    [body.replace('wave', 'cash'), 422, 'method_unknown'],
  ])('refuses %s with %i %s', async (text, status, error) => {
    const sandbox = await givenSandbox();
    const response = await fetch(`${sandbox.url}/v1/payments/initiate`, {
      method: 'POST',
      headers: genuine(text),
      body: text,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ success: false, error });
    expect(sandbox.books().operations).toBe(0);
  });

  test('pays nothing out to a card', async () => {
    const sandbox = await givenSandbox();
    const answer = await gatewayOf(sandbox, '').initiatePayout(orderOf({ method: 'visa' }));
    expect(answer).toMatchObject({ kind: 'refused' });
  });

  test('does one operation for one idempotency key, however often and fast it is asked', async () => {
    const sandbox = await givenSandbox({ payoutDelayMs: null });
    const gateway = gatewayOf(sandbox, '');
    const order = orderOf();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => gateway.initiatePayout(order)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ kind: 'accepted' });
    expect(sandbox.books().operations).toBe(1);
    // 409 is not a definite no (contract C): our side keeps asking instead of giving up.
    const other = await gateway.initiatePayout({ ...order, amount: 6000n });
    expect(other).toMatchObject({ kind: 'unknown' });
  });
});

describe('a deposit', () => {
  test('is paid on its page, told by a genuine webhook, and stands in the books', async () => {
    const receiver = await givenReceiver();
    const sandbox = await givenSandbox();
    const order = orderOf();
    const answer = await gatewayOf(sandbox, receiver.url).initiateDeposit(order);
    if (answer.kind !== 'accepted' || !answer.paymentUrl) throw new Error(answer.kind);
    const page = await (await fetch(answer.paymentUrl)).text();
    expect(page).toContain('Payer 5\u202f000\u00a0F\u00a0CFA');
    expect(page).toContain('Refuser');
    expect(sandbox.books()).toMatchObject({ balance: 0n, pending: 1 });

    const paid = await fetch(`${answer.paymentUrl}/pay`, { method: 'POST', redirect: 'manual' });
    expect([paid.status, paid.headers.get('location')]).toEqual([
      303,
      'http://127.0.0.1:3000/wallet/',
    ]);
    expect(receiver.facts).toMatchObject([
      {
        event: 'payment.completed',
        reference: answer.reference,
        ownId: order.transactionId,
        amount: 5000n,
        currency: 'XOF',
        phone: order.phone,
        problem: null,
      },
    ]);
    expect(receiver.facts[0]?.raw.toString()).toContain('"amount": 5000.0, ');
    expect(sandbox.books()).toMatchObject({
      balance: 5000n,
      deposits: { count: 1, amount: 5000n },
    });
    expect(await (await fetch(answer.paymentUrl)).text()).toContain('Paiement effectué');

    await fetch(`${answer.paymentUrl}/refuse`, { method: 'POST', redirect: 'manual' });
    await pause(50);
    expect(receiver.facts).toHaveLength(1);
  });

  test('that is refused on its page fails in words that we understand', async () => {
    const receiver = await givenReceiver();
    const sandbox = await givenSandbox();
    const answer = await gatewayOf(sandbox, receiver.url).initiateDeposit(orderOf());
    if (answer.kind !== 'accepted') throw new Error(answer.kind);
    await fetch(`${answer.paymentUrl}/refuse`, { method: 'POST', redirect: 'manual' });
    expect(await receiver.arrived(1)).toMatchObject([
      { event: 'payment.failed', failureReason: 'not_approved', problem: null },
    ]);
    expect(sandbox.books().balance).toBe(0n);
  });

  test('has no page under another reference', async () => {
    const sandbox = await givenSandbox();
    const order = orderOf();
    await gatewayOf(sandbox, '').initiateDeposit(order);
    expect((await fetch(`${sandbox.url}/pay/${order.transactionId}`)).status).toBe(404);
    expect((await fetch(`${sandbox.url}/pay/nothing/pay`, { method: 'POST' })).status).toBe(404);
  });
});

describe('webhooks', () => {
  test('are tried until a 2xx', async () => {
    const receiver = await givenReceiver();
    receiver.status = 503;
    const sandbox = await givenSandbox();
    await gatewayOf(sandbox, receiver.url).initiatePayout(orderOf());
    await receiver.arrived(3);
    receiver.status = 200;
    while (sandbox.operations()[0]?.truth.webhooks.delivered === 0) await pause(10);
    const tries = receiver.facts.length;
    await pause(100);
    expect(receiver.facts).toHaveLength(tries);
    expect(new Set(receiver.facts.map((fact) => fact.raw.toString())).size).toBe(1);
  });

  test('go to the configured address where callback_url is not on this machine', async () => {
    const receiver = await givenReceiver();
    const sandbox = await givenSandbox({ webhookUrl: receiver.url });
    await gatewayOf(sandbox, 'https://console.example/webhook/').initiatePayout(orderOf());
    expect(await receiver.arrived(1)).toMatchObject([{ event: 'payout.completed' }]);
  });
});

describe('the control door', () => {
  test('needs the key', async () => {
    const sandbox = await givenSandbox();
    expect((await door(sandbox, 'books', 'GET', 'pk_other')).status).toBe(401);
    expect((await door(sandbox, 'operations/x/pay', 'POST', 'pk_other')).status).toBe(401);
  });

  test('pays by our own id, answers after the webhook’s 2xx, and repeats nothing', async () => {
    const receiver = await givenReceiver();
    const sandbox = await givenSandbox();
    const order = orderOf();
    await gatewayOf(sandbox, receiver.url).initiateDeposit(order);
    for (let times = 0; times < 2; times += 1) {
      const { status, body } = await door(sandbox, `operations/${order.transactionId}/pay?wait=1`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        operation: { state: 'completed', amount: '5000' },
        delivery: { status: 200, answer: '{"outcome":"completed"}' },
      });
      expect(receiver.facts).toHaveLength(1);
    }
    expect((await door(sandbox, `operations/${order.transactionId}/refuse`)).status).toBe(409);
    expect((await door(sandbox, 'operations/nothing/pay')).status).toBe(404);
    expect((await door(sandbox, `operations/${order.transactionId}/steal`)).status).toBe(404);
  });

  test('fails, contradicts and repeats at will', async () => {
    const receiver = await givenReceiver();
    const sandbox = await givenSandbox({ payoutDelayMs: null });
    const order = orderOf();
    await gatewayOf(sandbox, receiver.url).initiatePayout(order);
    for (const act of ['fail', 'complete', 'repeat']) {
      expect((await door(sandbox, `operations/${order.transactionId}/${act}?wait=1`)).status).toBe(
        200,
      );
    }
    expect(receiver.facts.map((fact) => fact.event)).toEqual([
      'payout.failed',
      'payout.completed',
      'payout.completed',
    ]);
    const { body } = await door(sandbox, 'books', 'GET');
    expect(body).toMatchObject({ balance: '-5000', payouts: { count: 1, amount: '5000' } });
  });

  test('lists operations by either reference', async () => {
    const sandbox = await givenSandbox({ payoutDelayMs: null });
    const [order, other] = [orderOf(), orderOf()];
    await gatewayOf(sandbox, '').initiateDeposit(order);
    await gatewayOf(sandbox, '').initiatePayout(other);
    expect((await door(sandbox, 'operations', 'GET')).body.operations).toHaveLength(2);
    const { body } = await door(sandbox, `operations?reference=${other.transactionId}`, 'GET');
    expect(body.operations).toMatchObject([
      { kind: 'payout', merchantReference: other.transactionId },
    ]);
    const none = await door(sandbox, 'operations?reference=nothing', 'GET');
    expect(none.body.operations).toEqual([]);
  });
});

describe('the home page', () => {
  test('lists operations and the special numbers, and escapes what it shows', async () => {
    const sandbox = await givenSandbox();
    const answer = await gatewayOf(sandbox, '').initiateDeposit(orderOf());
    if (answer.kind !== 'accepted') throw new Error(answer.kind);
    const response = await fetch(sandbox.url);
    const page = await response.text();
    expect(page).toContain(`/pay/${answer.reference}`);
    expect(page).toContain('+226 70 99 99 99');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200);
  });
});
