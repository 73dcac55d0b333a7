import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sign } from '../../src/getmipay/signature.ts';
import { gatewayAt, gatewayThat, json, listen, order } from './misbehaving.ts';

async function depositAnswer(answer: Parameters<typeof gatewayThat>[0]) {
  const { port } = await gatewayThat(answer);
  return gatewayAt(port).initiateDeposit(order);
}

describe('the request', () => {
  test('is Python’s json.dumps of the order, signed over exactly the bytes sent', async () => {
    const { port, received } = await gatewayThat(json(200, { transaction_id: 'G-1' }));
    await gatewayAt(port, { returnUrl: 'http://127.0.0.1:3000/wallet/' }).initiateDeposit(order);
    expect(received).toHaveLength(1);
    const [{ method, url, headers, body }] = received as [(typeof received)[0]];
    expect([method, url]).toEqual(['POST', '/v1/payments/initiate']);
    expect(body.toString()).toBe(
      '{"user_id": "0192f0a1-7c3e-7000-8000-00000000000a", "amount": 5000, "phone": "+22670123456", ' +
        '"method": "orange_money", "currency": "XOF", "reference": "0192f0a1-7c3e-7000-8000-0123456789ab", ' +
        '"callback_url": "http://127.0.0.1:3000/webhook/getmipay/", ' +
        '"description": "D\\u00e9p\\u00f4t Tontine Pro 0192f0a1-7c3e-7000-8000-0123456789ab", ' +
        '"return_url": "http://127.0.0.1:3000/wallet/"}',
    );
    expect(headers).toMatchObject({
      authorization: 'Bearer pk_test_1',
      'content-type': 'application/json',
      'idempotency-key': order.transactionId,
      'x-signature': sign(body, 'sk_test_1'),
    });
  });

  test('is sent once, whatever comes back', async () => {
    const { port, received } = await gatewayThat(json(503, {}));
    await gatewayAt(port).initiatePayout(order);
    expect(received.map(({ url }) => url)).toEqual(['/v1/payouts/initiate']);
  });
});

describe('accepted', () => {
  test('a deposit has its reference and its payment page', async () => {
    const url = 'http://127.0.0.1/pay/1';
    expect(
      await depositAnswer(json(201, { success: true, transaction_id: 'G-1', payment_url: url })),
    ).toEqual({
      kind: 'accepted',
      reference: 'G-1',
      secondReference: null,
      paymentUrl: url,
      otpNeeded: false,
      fee: null,
      net: null,
      warning: null,
    });
  });

  test('an answer that takes longer than an idle connection may is still read', async () => {
    const { port } = await gatewayThat((reply) => {
      setTimeout(() => json(200, { transaction_id: 'G-1' })(reply), 3_500);
    });
    const answer = await gatewayAt(port, { timeoutMs: 10_000 }).initiateDeposit(order);
    expect(answer).toMatchObject({ kind: 'accepted' });
  });

  test('a numeric reference keeps every digit, compressed or not', async () => {
    const body = '{"transaction_id": 123456789012345678901, "payment_url": "http://127.0.0.1/p"}';
    const answer = await depositAnswer((reply) => {
      reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body));
    });
    expect(answer).toMatchObject({ kind: 'accepted', reference: '123456789012345678901' });
  });

  test('a payout may be named payout_id or transaction_id', async () => {
    for (const [body, reference] of [
      [{ payout_id: 42, transaction_id: 'other' }, '42'],
      [{ transaction_id: 'P-2' }, 'P-2'],
      [{ success: true, data: { payout_id: 'P-3' } }, 'P-3'],
    ] as const) {
      const { port } = await gatewayThat(json(200, body));
      const answer = await gatewayAt(port).initiatePayout(order);
      expect(answer).toMatchObject({
        kind: 'accepted',
        reference,
        paymentUrl: null,
        warning: null,
      });
    }
  });

  test.each([
    ['payment_url_missing', undefined],
    ['payment_url_refused', 'http://evil.example/pay'],
    ['payment_url_refused', 'https://evil.example/pay'],
    ['payment_url_refused', 'https://pay.getmipay.com@evil.example/'],
    ['payment_url_refused', 'https://u:p@pay.getmipay.com/'],
    ['payment_url_refused', 'https://pay.getmipay.com.evil.example/'],
    ['payment_url_refused', 'http://pay.getmipay.com/'],
    ['payment_url_refused', 'javascript://pay.getmipay.com/%0aalert(1)'],
    ['payment_url_refused', 'ftp://pay.getmipay.com/'],
    ['payment_url_refused', '/pay/1'],
    ['payment_url_refused', 'https://pay.getmipay.com/1\u0000'],
    ['payment_url_refused', `https://pay.getmipay.com/${'x'.repeat(3000)}`],
    [null, 'https://PAY.getmipay.com:8443/p?x=1'],
    [null, 'http://localhost:3001/pay/1'],
  ])('%s for the payment page %s', async (warning, payment_url) => {
    const { port } = await gatewayThat(json(200, { transaction_id: 'G-1', payment_url }));
    const paymentHosts = ['pay.getmipay.com', 'localhost'];
    expect(await gatewayAt(port, { paymentHosts }).initiateDeposit(order)).toMatchObject({
      kind: 'accepted',
      reference: 'G-1',
      paymentUrl: warning ? null : payment_url,
      warning,
    });
  });
});

describe('refused: a definite no in the gateway’s words', () => {
  test.each([400, 401, 403, 404, 405, 413, 415, 422, 429])(
    'a JSON object with %i',
    async (status) => {
      const answer = await depositAnswer(
        json(status, { error: 'amount_out_of_bounds', message: 'Trop peu' }),
      );
      expect(answer).toEqual({
        kind: 'refused',
        reason: 'amount_out_of_bounds',
        message: 'Trop peu',
      });
    },
  );

  test('a 200 with success false, even beside a reference', async () => {
    const answer = await depositAnswer(
      json(200, { success: false, error: 'Solde insuffisant', transaction_id: 'G-1' }),
    );
    expect(answer).toEqual({
      kind: 'refused',
      reason: 'insufficient_balance',
      message: 'Solde insuffisant',
    });
  });
});

describe('unknown: it may have happened', () => {
  test.each([300, 307, 308, 402, 408, 409, 425, 500, 502, 503, 504])(
    'a JSON object with %i',
    async (status) => {
      expect(await depositAnswer(json(status, { success: false, error: 'x' }))).toMatchObject({
        kind: 'unknown',
      });
    },
  );

  test.each([
    ['a proxy’s HTML 404', 404, '<html><h1>Not Found</h1></html>'],
    ['an empty 400', 400, ''],
    ['a JSON array with 422', 422, '[]'],
    ['a 200 that is not JSON', 200, 'OK'],
    ['a 200 with half a body', 200, '{"transaction_id": "G-1"'],
    ['a 200 without reference', 200, '{"success": true, "payment_url": "http://127.0.0.1/p"}'],
    ['a 200 whose reference is an object', 200, '{"transaction_id": {"id": 1}}'],
    ['a 200 whose reference is empty', 200, '{"transaction_id": ""}'],
    ['a 200 whose reference is too long', 200, `{"transaction_id": "${'x'.repeat(129)}"}`],
    ['a 200 nested too deep', 200, '['.repeat(100_000)],
    ['a 204', 204, ''],
  ])('%s', async (_, status, body) => {
    expect(await depositAnswer(json(status, body))).toMatchObject({ kind: 'unknown' });
  });

  test('a redirect, which is not followed', async () => {
    const target = await gatewayThat(json(200, { transaction_id: 'G-1' }));
    const answer = await depositAnswer((reply) => {
      reply
        .writeHead(307, { location: `http://127.0.0.1:${target.port}/v1/payments/initiate` })
        .end();
    });
    expect(answer).toMatchObject({ kind: 'unknown' });
    expect(target.received).toHaveLength(0);
  });

  test('no answer within the time', async () => {
    expect(await depositAnswer(() => {})).toMatchObject({ kind: 'unknown' });
  });

  test('an answer that drips for longer than the time', async () => {
    const started = performance.now();
    const answer = await depositAnswer((reply) => {
      reply.writeHead(200);
      const drip = setInterval(() => reply.write(' '), 50);
      reply.on('close', () => clearInterval(drip));
    });
    expect(answer).toMatchObject({ kind: 'unknown' });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('a connection reset after the request was read', async () => {
    expect(await depositAnswer((_, request) => request.socket.resetAndDestroy())).toMatchObject({
      kind: 'unknown',
    });
  });

  test('a connection closed as soon as it was open', async () => {
    const port = await listen(net.createServer((socket) => socket.destroy()));
    expect(await gatewayAt(port).initiateDeposit(order)).toMatchObject({ kind: 'unknown' });
  });

  test('a kept connection that dies under the second request', async () => {
    let requests = 0;
    const { port } = await gatewayThat((reply, request) => {
      requests += 1;
      if (requests === 1) json(200, { transaction_id: 'G-1' })(reply);
      else request.socket.resetAndDestroy();
    });
    const gateway = gatewayAt(port);
    expect(await gateway.initiateDeposit(order)).toMatchObject({ kind: 'accepted' });
    expect(await gateway.initiateDeposit(order)).toMatchObject({ kind: 'unknown' });
  });

  test('an answer of more than a mebibyte, and a gzip bomb', async () => {
    const large = `{"transaction_id": "G-1", "x": "${'x'.repeat(2 ** 21)}"}`;
    expect(await depositAnswer(json(200, large))).toMatchObject({ kind: 'unknown' });
    const bomb = await depositAnswer((reply) => {
      reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(large));
    });
    expect(bomb).toMatchObject({ kind: 'unknown' });
  });
});

test('no secret and no full phone number reaches the log', async () => {
  const lines: unknown[] = [];
  const log = { warn: (...line: unknown[]) => lines.push(line) };
  for (const answer of [json(200, { transaction_id: 'G-1' }), json(500, {}), () => {}]) {
    const { port } = await gatewayThat(answer);
    await gatewayAt(port, { log }).initiateDeposit(order);
  }
  expect(lines).toHaveLength(3);
  expect(JSON.stringify(lines)).not.toMatch(/sk_test|pk_test|70123456/);
});
