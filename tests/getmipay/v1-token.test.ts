import { describe, expect, test } from 'vitest';
import type { GatewaySecrets } from '../../src/getmipay/gateway.ts';
import { readToken } from '../../src/getmipay/v1/token-answer.ts';
import { json, order, SECRETS } from './misbehaving.ts';
import { movedClock } from './moved-clock.ts';
import { ACCEPTED, type Answer, envelope, v1Stub } from './v1-stub.ts';

const NOW = Date.UTC(2026, 10, 25, 9);
const HOUR = 3_600_000;

describe('when a token expires', () => {
  const expiryOf = (body: string) =>
    readToken({ kind: 'answered', reply: { status: 200, body: Buffer.from(body) } }, NOW)
      ?.expiresAt;
  const withExpiry = (token: string) =>
    expiryOf(`{"success": true, "data": {"token": "t", "expires_at": ${token}}}`);

  test.each([
    ['seconds since 1970', String(NOW / 1000 + 3600)],
    ['seconds since 1970 as text', `"${NOW / 1000 + 3600}"`],
    ['milliseconds since 1970', String(NOW + HOUR)],
    ['seconds from now', '3600'],
    ['a date in UTC', '"2026-11-25T10:00:00.000Z"'],
    ['a date with its zone', '"2026-11-25T11:00:00+01:00"'],
    ['a date without a zone', '"2026-11-25T10:00:00"'],
    ['a date as PHP writes it', '"2026-11-25 10:00:00"'],
  ])('is read from %s', (_, token) => {
    expect(withExpiry(token)).toBe(NOW + HOUR);
  });

  test.each([
    ['absent', '{"data": {"token": "t"}}'],
    ['null', '{"data": {"token": "t", "expires_at": null}}'],
    ['junk', '{"data": {"token": "t", "expires_at": "demain"}}'],
    ['in ten years', '{"data": {"token": "t", "expires_at": "2036-01-01T00:00:00Z"}}'],
  ])('is a day later where it is %s', (_, body) => {
    expect(expiryOf(body)).toBe(NOW + 24 * HOUR);
  });

  test.each([
    '{"success": false, "data": {"token": "t"}}',
    '{"success": true, "data": {}}',
    '{"data": {"token": "a\\r\\nX-Evil: 1"}}',
    '{"data": {"token": ""}}',
    '{"data": {"token": {"a": 1}}}',
    '[]',
  ])('no token is read from %s', (body) => {
    expect(expiryOf(body)).toBeUndefined();
  });
});

/** A gateway whose tokens are numbered and good until somebody says otherwise. */
async function numbered(expiresAt: unknown = 86_400) {
  const state = { issued: 0, good: new Set<string>() };
  const guarded: Answer = (reply, request) => {
    const isGood = state.good.has(String(request.headers.authorization));
    if (isGood) json(201, envelope({ ...ACCEPTED, transaction_reference: 'MPAYOUT_1' }))(reply);
    else json(401, { success: false, message: 'Le jeton a expiré.' })(reply);
  };
  const stub = await v1Stub({
    '/action/auth': (reply) => {
      state.issued += 1;
      const token = `token-${state.issued}`;
      state.good.add(`Bearer ${token}`);
      json(200, envelope({ token, expires_at: expiresAt }))(reply);
    },
    '/payouts': guarded,
  });
  return { stub, state };
}

describe('a token', () => {
  test('serves for a day, and is renewed a minute before it expires', async () => {
    const clock = movedClock(NOW);
    const { stub, state } = await numbered();
    const gateway = stub.gateway({ clock });
    await gateway.initiatePayout(order);
    clock.move(24 * HOUR - 60_001);
    await gateway.initiatePayout(order);
    expect(state.issued).toBe(1);
    clock.move(1);
    await gateway.initiatePayout(order);
    expect(state.issued).toBe(2);
    expect(stub.at('/payouts').at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  test('that dies under fifty orders is renewed once, and every order is accepted', async () => {
    const { stub, state } = await numbered();
    const gateway = stub.gateway({ timeoutMs: 5_000 });
    await gateway.initiatePayout(order);
    state.good.clear();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => gateway.initiatePayout(order)),
    );
    expect(answers.map(({ kind }) => kind)).toEqual(Array(50).fill('accepted'));
    expect(state.issued).toBe(2);
  });

  test('that is born expired, by a gateway whose clock is slow, is used all the same', async () => {
    const clock = movedClock(NOW);
    const { stub, state } = await numbered(new Date(NOW - HOUR).toISOString());
    const gateway = stub.gateway({ clock });
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'accepted' });
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'accepted' });
    expect(state.issued).toBe(1);
  });

  test('that cannot be renewed early serves until it really expires', async () => {
    const clock = movedClock(NOW);
    let asked = 0;
    const stub = await v1Stub({
      '/action/auth': (reply) => {
        asked += 1;
        if (asked === 1) json(200, envelope({ token: 'first', expires_at: 3600 }))(reply);
        else json(503, {})(reply);
      },
    });
    const gateway = stub.gateway({ clock });
    await gateway.initiatePayout(order);
    clock.move(HOUR - 30_000);
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'accepted' });
    expect(asked).toBe(2);
    clock.move(30_000);
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
  });

  test('is not used once the keys are others', async () => {
    const secrets: { current: GatewaySecrets } = { current: SECRETS };
    const { stub, state } = await numbered();
    const gateway = stub.gateway({ secrets: () => secrets.current });
    await gateway.initiatePayout(order);
    secrets.current = { ...SECRETS, apiKey: 'pk_new', secretKey: 'sk_new' };
    await gateway.initiatePayout(order);
    expect(state.issued).toBe(2);
    expect(JSON.parse(String(stub.at('/action/auth')[1]?.body))).toEqual({
      public_apikey: 'pk_new',
      private_secretkey: 'sk_new',
    });
  });
});
