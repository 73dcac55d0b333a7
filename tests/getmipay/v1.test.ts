import { describe, expect, test } from 'vitest';
import { json, order } from './misbehaving.ts';
import { movedClock } from './moved-clock.ts';
import { ACCEPTED, envelope, SERVICE, TOKEN, v1Stub } from './v1-stub.ts';

const REFUSED_TOKEN = { success: false, message: 'Jeton expiré', error_code: 'token_expired' };

describe('an order in v1', () => {
  test('says service and operation in headers, and our id in the description and the callback', async () => {
    const stub = await v1Stub();
    await stub.gateway().initiateDeposit({ ...order, otp: '123456' });
    const [sent] = stub.at('/payins');
    expect(sent?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      service: '417',
      operation: '2',
      otp: '123456',
      'content-type': 'application/json',
    });
    expect(JSON.parse(String(sent?.body))).toEqual({
      amount: 5000,
      currency: 'XOF',
      wallet: '22670123456',
      description: `Dépôt Tontine Pro ${order.transactionId}`,
      customer_name: 'Aïcha Ouédraogo',
      callback_url: expect.stringMatching(
        new RegExp(
          `^http://127.0.0.1:3000/webhook/getmipay/\\?t=${order.transactionId}&s=[0-9a-f]{32}$`,
        ),
      ),
    });
  });

  test('of a payout has its own operation, and no code', async () => {
    const stub = await v1Stub();
    expect(await stub.gateway().initiatePayout(order)).toMatchObject({ reference: 'MPAYOUT_1' });
    const [sent] = stub.at('/payouts');
    expect(sent?.headers).toMatchObject({ service: '417', operation: '4' });
    expect(sent?.headers).not.toHaveProperty('otp');
    expect(JSON.parse(String(sent?.body)).description).toBe(
      `Retrait Tontine Pro ${order.transactionId}`,
    );
  });

  test('is sent once, whatever comes back', async () => {
    const stub = await v1Stub({ '/payouts': json(503, {}) });
    const answer = await stub.gateway({ timeoutMs: 3_000 }).initiatePayout(order);
    expect(answer).toMatchObject({ kind: 'unknown' });
    expect(stub.at('/payouts')).toHaveLength(1);
  });

  test('cuts a name that is too long, not in the middle of an emoji', async () => {
    const stub = await v1Stub();
    await stub.gateway().initiatePayout({ ...order, memberName: `${'x'.repeat(254)}🎉` });
    const sent = JSON.parse(String(stub.at('/payouts')[0]?.body));
    expect(sent.customer_name).toBe('x'.repeat(254));
  });

  test.each([
    ['another country', { phone: '+2250701020304' }],
    ['another method', { method: 'wave' }],
    ['another currency', { currency: 'XAF' as const }],
  ])('without a service (%s) is never sent', async (_, changes) => {
    const stub = await v1Stub();
    const answer = await stub.gateway().initiatePayout({ ...order, ...changes });
    expect(answer).toMatchObject({ kind: 'never_sent' });
    expect(stub.at('/payouts')).toHaveLength(0);
  });

  test.each([
    ['switched off', { is_active: false }],
    ['not for payouts', { withdrawable: false }],
  ])('for a service that is %s is never sent', async (_, changes) => {
    const stub = await v1Stub({ '/services': json(200, envelope([{ ...SERVICE, ...changes }])) });
    expect(await stub.gateway().initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
    expect(stub.at('/payouts')).toHaveLength(0);
  });

  test.each([
    ['auth refuses the keys', { '/action/auth': json(401, { success: false, message: 'Clés' }) }],
    ['auth is down', { '/action/auth': json(502, '<html>') }],
    ['auth never answers', { '/action/auth': () => {} }],
    ['the services never came', { '/services': json(500, {}) }],
  ])('is never sent where %s', async (_, answers) => {
    const stub = await v1Stub(answers);
    const gateway = stub.gateway({ timeoutMs: 900 });
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
    expect(stub.at('/payouts')).toHaveLength(0);
  });

  test('has one deadline for token, services and the call together', async () => {
    const slowly = (data: unknown) => (reply: Parameters<ReturnType<typeof json>>[0]) => {
      setTimeout(() => json(200, envelope(data))(reply), 250);
    };
    const stub = await v1Stub({
      '/action/auth': slowly({ token: TOKEN }),
      '/services': slowly([SERVICE]),
      '/payouts': () => {},
    });
    const started = performance.now();
    const answer = await stub.gateway({ timeoutMs: 700 }).initiatePayout(order);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(answer).toMatchObject({ kind: 'unknown' });
  });
});

describe('a 401', () => {
  test('renews the token and repeats the order once', async () => {
    let orders = 0;
    const stub = await v1Stub({
      '/payouts': (reply, request) => {
        orders += 1;
        if (orders === 1) json(401, REFUSED_TOKEN)(reply);
        else json(201, envelope({ ...ACCEPTED, transaction_reference: 'MPAYOUT_2' }))(reply);
        request.resume();
      },
    });
    expect(await stub.gateway().initiatePayout(order)).toMatchObject({ reference: 'MPAYOUT_2' });
    expect(stub.at('/action/auth')).toHaveLength(2);
    expect(stub.at('/payouts')).toHaveLength(2);
  });

  test('that comes again is a refusal, after two tries and no more', async () => {
    const stub = await v1Stub({ '/payouts': json(401, REFUSED_TOKEN) });
    expect(await stub.gateway().initiatePayout(order)).toMatchObject({ kind: 'refused' });
    expect(stub.at('/payouts')).toHaveLength(2);
  });

  test('in HTML is not the gateway’s word: unknown, and not repeated', async () => {
    const stub = await v1Stub({ '/payouts': json(401, '<html>') });
    const gateway = stub.gateway();
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'unknown' });
    expect(stub.at('/payouts')).toHaveLength(1);
    // But the token may be dead: the next order fetches another.
    await gateway.initiatePayout(order);
    expect(stub.at('/action/auth')).toHaveLength(2);
  });

  test('after which no token can be had leaves the order never sent', async () => {
    let asked = 0;
    const stub = await v1Stub({
      '/action/auth': (reply) => {
        asked += 1;
        if (asked === 1) json(200, envelope({ token: TOKEN }))(reply);
        else json(500, {})(reply);
      },
      '/payouts': json(401, REFUSED_TOKEN),
    });
    expect(await stub.gateway().initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
    expect(stub.at('/payouts')).toHaveLength(1);
  });
});

describe('services', () => {
  test('are asked once in ten minutes, then in the background while the old list serves', async () => {
    const clock = movedClock();
    let served = 0;
    const stub = await v1Stub({
      '/services': (reply) => {
        served += 1;
        if (served === 2) json(500, {})(reply);
        else json(200, envelope([{ ...SERVICE, id: served }]))(reply);
      },
    });
    const gateway = stub.gateway({ clock });
    const id = async () => {
      const answer = await gateway.services();
      return answer.kind === 'told' ? answer.services[0]?.id : answer.kind;
    };
    const settled = () => new Promise((later) => setTimeout(later, 100));
    expect([await id(), await id()]).toEqual(['1', '1']);
    expect(served).toBe(1);
    clock.move(600_000);
    expect(await id()).toBe('1');
    await settled();
    expect(served).toBe(2);
    expect(await id()).toBe('1');
    clock.move(30_000);
    expect(await id()).toBe('1');
    await settled();
    expect(await id()).toBe('3');
  });

  test('that fifty orders want at once are fetched once, with one token', async () => {
    const stub = await v1Stub();
    const gateway = stub.gateway({ timeoutMs: 5_000 });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => gateway.initiatePayout(order)),
    );
    expect(answers.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(stub.at('/services')).toHaveLength(1);
    expect(stub.at('/action/auth')).toHaveLength(1);
  });
});
