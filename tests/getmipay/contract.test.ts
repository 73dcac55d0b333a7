import http from 'node:http';
import { describe, expect, test } from 'vitest';
import type { GatewayAnswer } from '../../src/payments/gateway.ts';
import { DIALECTS, given, PHONES, someOrder } from './contract-given.ts';
import { gatewayThat, json, listen } from './misbehaving.ts';
import { door } from './sandbox/given.ts';

describe.each(DIALECTS)('%s: an order', (dialect) => {
  test('of a deposit is accepted, with its page', async () => {
    const { gateway, sandbox } = await given(dialect);
    const answer = await gateway.initiateDeposit(someOrder());
    const [operation] = sandbox.operations();
    expect(answer).toMatchObject({
      kind: 'accepted',
      reference: operation?.reference,
      secondReference: operation?.secondReference,
      paymentUrl: expect.stringContaining(sandbox.url),
      otpNeeded: false,
      warning: null,
    });
    expect(operation).toMatchObject({ dialect, kind: 'payment', amount: 5000n, method: 'wave' });
  });

  test('of a payout is accepted, without one', async () => {
    const { gateway, sandbox } = await given(dialect);
    const answer = await gateway.initiatePayout(someOrder());
    expect(answer).toMatchObject({
      kind: 'accepted',
      reference: sandbox.operations()[0]?.reference,
      paymentUrl: null,
      warning: null,
    });
  });

  test('whose page is on a host that is not allowed is accepted without it', async () => {
    const { gatewayWith } = await given(dialect);
    const gateway = gatewayWith({ paymentHosts: ['pay.getmipay.com'] });
    expect(await gateway.initiateDeposit(someOrder())).toMatchObject({
      kind: 'accepted',
      paymentUrl: null,
      warning: 'payment_url_refused',
    });
  });

  test('that the gateway refuses says why, and nothing exists there', async () => {
    const { gateway, sandbox } = await given(dialect);
    const order = someOrder({ phone: PHONES.refused });
    for (const answer of [
      await gateway.initiateDeposit(order),
      await gateway.initiatePayout(order),
    ])
      expect(answer).toMatchObject({ kind: 'refused', reason: 'payer_not_found' });
    expect(sandbox.operations()).toEqual([]);
  });

  test('below what a service takes is refused as an amount', async () => {
    const { gateway } = await given(dialect);
    expect(await gateway.initiatePayout(someOrder({ amount: 99n }))).toMatchObject({
      kind: 'refused',
      reason: 'amount_out_of_bounds',
    });
  });

  test.each([
    ['answered 500 after it was done', PHONES.errorDone, 1],
    ['answered 500 before it was done', PHONES.errorUndone, 0],
    ['done, its answer lost', PHONES.answerLost, 1],
    ['never answered', PHONES.silent, 0],
    ['answered too late', PHONES.late, 1],
  ])('that is %s is unknown, and was sent once', async (_, phone, operations) => {
    const { gateway, sandbox } = await given(dialect, { timeoutMs: 2_000 });
    await gateway.services();
    expect(await gateway.initiatePayout(someOrder({ phone }))).toMatchObject({ kind: 'unknown' });
    expect(sandbox.operations()).toHaveLength(operations);
  });

  test.each([
    ['garbage', { garbage: 1 }],
    ['a proxy’s page', { htmlError: 1 }],
    ['one byte at a time', { slowLoris: 1 }],
    ['a reset before it was read', { requestLost: 1 }],
  ])('that is answered by %s is unknown, within its deadline', async (_, scenario) => {
    const { gateway } = await given(dialect, { scenario, timeoutMs: 2_000 });
    await gateway.services();
    const started = performance.now();
    expect(await gateway.initiatePayout(someOrder())).toMatchObject({ kind: 'unknown' });
    expect(await gateway.initiateDeposit(someOrder())).toMatchObject({ kind: 'unknown' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('that meets a maintenance is unknown', async () => {
    const { gateway, sandbox } = await given(dialect);
    await gateway.initiatePayout(someOrder());
    sandbox.setScenario({ downtime: [{ afterMs: 0, forMs: 60_000, how: '503' }] });
    expect(await gateway.initiatePayout(someOrder())).toMatchObject({ kind: 'unknown' });
  });

  test('that meets a redirect is unknown, and the redirect is not followed', async () => {
    const { sandbox, gatewayWith } = await given(dialect);
    const target = await gatewayThat(json(201, { transaction_id: 'G-1' }));
    const port = await listen(redirecting(sandbox.url, `http://127.0.0.1:${target.port}/`));
    const path = dialect === 'v1' ? '/api/v1' : '';
    const gateway = gatewayWith({ apiUrl: `http://127.0.0.1:${port}${path}` });
    expect(await gateway.initiatePayout(someOrder())).toMatchObject({ kind: 'unknown' });
    expect(target.received).toEqual([]);
    expect(sandbox.operations()).toEqual([]);
  });

  test('that finds nobody at home was never sent', async () => {
    const { gateway, sandbox } = await given(dialect);
    await gateway.initiatePayout(someOrder());
    await sandbox.close();
    // The kept connection may take one along: it died with the server, and that is known at once.
    const answers: GatewayAnswer[] = [];
    for (let tries = 0; tries < 2; tries += 1)
      answers.push(await gateway.initiatePayout(someOrder()));
    expect(answers.at(-1)).toMatchObject({ kind: 'never_sent' });
  });

  test('that no service carries out moves nothing', async () => {
    const { gateway, sandbox } = await given(dialect);
    const answer = await gateway.initiatePayout(someOrder({ method: 'visa' }));
    expect(answer.kind).toBe(dialect === 'v1' ? 'never_sent' : 'refused');
    expect(sandbox.operations()).toEqual([]);
  });

  test('is one operation each, for fifty at once whose token has died', async () => {
    const { gateway, sandbox } = await given(dialect, { timeoutMs: 20_000 });
    await gateway.initiatePayout(someOrder());
    await door(sandbox, 'tokens/expire');
    const orders = Array.from({ length: 50 }, () => someOrder());
    const answers = await Promise.all(orders.map((order) => gateway.initiatePayout(order)));
    expect(answers.map(({ kind }) => kind)).toEqual(Array(50).fill('accepted'));
    expect(sandbox.operations()).toHaveLength(51);
  });

  test('survives a token that dies earlier than it said', async () => {
    const scenario = { tokenLifeMs: 300, clockSkewMs: 3_600_000 };
    const { gateway, sandbox } = await given(dialect, { scenario });
    for (let orders = 0; orders < 3; orders += 1) {
      expect(await gateway.initiatePayout(someOrder())).toMatchObject({ kind: 'accepted' });
      await new Promise((later) => setTimeout(later, 320));
    }
    expect(sandbox.operations()).toHaveLength(3);
  });
});

/** Passes everything on, but answers an order with a redirect. */
const redirecting = (to: string, elsewhere: string) =>
  http.createServer((request, reply) => {
    if (/payouts/.test(request.url ?? '')) {
      request.resume().on('end', () => reply.writeHead(307, { location: elsewhere }).end('{}'));
      return;
    }
    const { method, headers, url } = request;
    const passed = http.request(to + url, { method, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    request.pipe(passed);
  });
