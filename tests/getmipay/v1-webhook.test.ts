import { describe, expect, test } from 'vitest';
import { sign } from '../../src/getmipay/signature.ts';
import { callbackFor, idFromCallback } from '../../src/getmipay/v1/callback.ts';
import type { ParsedWebhook } from '../../src/payments/gateway.ts';
import { gatewayAt, order, SECRETS } from './misbehaving.ts';
import { movedClock } from './moved-clock.ts';

const [SECRET = ''] = SECRETS.webhookSecrets;
const REFUSED_SIGNATURE = { kind: 'refused', why: 'signature' };
const REFUSED_TIMESTAMP = { kind: 'refused', why: 'timestamp' };
const clock = movedClock();
const SECONDS = Math.floor(clock.now().getTime() / 1000);
const BODY =
  '{"order_id":"MPAYIN_7","soleaspay_reference":"MLS7","status":"success","amount":5000.0,"currency":"XOF"}';

interface Sent {
  readonly body?: string | Buffer;
  readonly timestamp?: string | null;
  /** What is signed, of the body and the timestamp. */
  readonly over?: (raw: Buffer, timestamp: string) => Buffer | string;
  readonly secret?: string;
  readonly secrets?: readonly string[];
  readonly query?: string;
  readonly headers?: Record<string, string>;
}

const dotted = (raw: Buffer, timestamp: string) =>
  Buffer.concat([Buffer.from(`${timestamp}.`), raw]);

function deliver(sent: Sent = {}): ParsedWebhook {
  const raw = Buffer.from((sent.body ?? BODY) as string);
  const timestamp = sent.timestamp === undefined ? String(SECONDS) : sent.timestamp;
  const signed = sent.over?.(raw, timestamp ?? '') ?? raw;
  const gateway = gatewayAt(0, {
    dialect: 'v1',
    apiUrl: 'https://getmipay.example/api/v1',
    clock,
    secrets: () => ({ ...SECRETS, webhookSecrets: sent.secrets ?? [SECRET] }),
  });
  return gateway.parseWebhook({
    raw,
    query: sent.query ?? '',
    headers: {
      'x-getmipay-signature': `sha256=${sign(signed, sent.secret ?? SECRET)}`,
      ...(timestamp !== null && { 'x-getmipay-timestamp': timestamp }),
      ...sent.headers,
    },
  });
}

describe('a v1 webhook', () => {
  test('is a hint: what it says of the state moves nothing, and the rest is read', () => {
    expect(deliver()).toMatchObject({
      kind: 'hint',
      secondReference: 'MLS7',
      fact: {
        source: 'webhook',
        dialect: 'v1',
        raw: Buffer.from(BODY),
        event: 'success',
        kind: 'payment',
        state: null,
        reference: 'MPAYIN_7',
        ownId: null,
        amount: 5000n,
        currency: 'XOF',
        problem: null,
      },
    });
  });

  test.each([
    ['the body', undefined],
    ['timestamp.body', dotted],
  ])('may be signed over %s', (_, over) => {
    expect(deliver(over ? { over } : {}).kind).toBe('hint');
  });

  test('may come without a timestamp, signed over its body only', () => {
    expect(deliver({ timestamp: null }).kind).toBe('hint');
    expect(deliver({ timestamp: null, over: dotted })).toEqual(REFUSED_SIGNATURE);
  });

  test.each([
    ['300 s old', -300, true],
    ['300 s ahead', 300, true],
    ['301 s old', -301, false],
    ['301 s ahead', 301, false],
  ])('of a timestamp %s', (_, off, accepted) => {
    for (const over of [dotted, (raw: Buffer) => raw]) {
      const parsed = deliver({ timestamp: String(SECONDS + off), over });
      if (accepted) expect(parsed.kind).toBe('hint');
      else expect(parsed).toEqual(REFUSED_TIMESTAMP);
    }
  });

  test.each(['', 'now', '-1', '1e9', `${SECONDS}.5`, String(SECONDS * 1000), '0x10'])(
    'is refused where the timestamp cannot be read: “%s”',
    (timestamp) => {
      expect(deliver({ timestamp })).toEqual(REFUSED_TIMESTAMP);
    },
  );

  test('is refused where its signature is missing, wrong, of another secret or of another body', () => {
    const signature = (value: string) => deliver({ headers: { 'x-getmipay-signature': value } });
    expect(signature('')).toEqual(REFUSED_SIGNATURE);
    expect(signature(`sha256=${'0'.repeat(64)}`)).toEqual(REFUSED_SIGNATURE);
    expect(deliver({ secret: 'other' })).toEqual(REFUSED_SIGNATURE);
    expect(deliver({ over: () => BODY.replace('5000', '9000') })).toEqual(REFUSED_SIGNATURE);
    expect(deliver({ over: (raw) => dotted(raw, String(SECONDS - 1)) })).toEqual(REFUSED_SIGNATURE);
    expect(deliver({ secret: '', secrets: [''] })).toEqual(REFUSED_SIGNATURE);
  });

  test('is accepted under each of several secrets, and no longer once its secret is removed', () => {
    expect(deliver({ secrets: ['new', SECRET] }).kind).toBe('hint');
    expect(deliver({ secrets: ['new'] })).toEqual(REFUSED_SIGNATURE);
  });

  test('of bytes that are signed but not JSON is refused as such', () => {
    for (const body of ['', '{"order_id":', Buffer.from([0x22, 0xff, 0x22])]) {
      expect(deliver({ body })).toEqual({ kind: 'refused', why: 'not_json' });
    }
  });

  test('that names nothing is a hint about nothing', () => {
    for (const body of ['{}', '[]', '5', 'null']) {
      expect(deliver({ body })).toMatchObject({ kind: 'hint', fact: { reference: null } });
    }
  });

  test('keeps its signature and timestamp as evidence, and no other secret', () => {
    const parsed = deliver({ headers: { authorization: 'Bearer x', cookie: 'c' } });
    expect(Object.keys(parsed.kind === 'hint' ? parsed.fact.headers : {}).sort()).toEqual([
      'x-getmipay-signature',
      'x-getmipay-timestamp',
    ]);
  });
});

describe('the address of the callback', () => {
  const address = callbackFor('http://c.example/webhook/getmipay/', order.transactionId, [SECRET]);
  const query = new URL(address).search.slice(1);
  const ownIdOf = (sent: Sent) => {
    const parsed = deliver(sent);
    return parsed.kind === 'hint' ? parsed.fact.ownId : parsed.kind;
  };

  test('tells our id under each of the secrets, and under no other', () => {
    expect(ownIdOf({ query })).toBe(order.transactionId);
    expect(idFromCallback(query, ['new', SECRET])).toBe(order.transactionId);
    expect(idFromCallback(query, ['new', ''])).toBeNull();
  });

  test('tells nothing once a character of it is another', () => {
    for (let index = 0; index < query.length; index += 1) {
      const other = query[index] === '0' ? '1' : '0';
      const damaged = query.slice(0, index) + other + query.slice(index + 1);
      expect(ownIdOf({ query: damaged })).toBeNull();
    }
    for (const nothing of ['', 't=', 's=', query.replace(/&s=.*/, ''), `s=${'0'.repeat(32)}`]) {
      expect(ownIdOf({ query: nothing })).toBeNull();
    }
  });

  test('keeps what stands in it already', () => {
    const url = callbackFor('http://c.example/?a=1', order.transactionId, [SECRET]);
    expect(url).toMatch(/\?a=1&t=[0-9a-f-]{36}&s=[0-9a-f]{32}$/);
    expect(callbackFor('http://c.example/', order.transactionId, [''])).toBe('http://c.example/');
  });
});

describe('either dialect reads both', () => {
  test.each(['initiate', 'v1'] as const)('%s: told apart by the header', (dialect) => {
    const gateway = gatewayAt(0, { dialect, apiUrl: 'https://getmipay.example/api/v1', clock });
    const old = Buffer.from('{"event":"payment.completed","transaction_id":"GMP-1"}');
    const headers = { 'x-signature': sign(old, SECRET) };
    expect(gateway.parseWebhook({ raw: old, headers, query: '' })).toMatchObject({
      kind: 'fact',
      fact: { dialect: 'initiate', state: 'completed' },
    });
    const raw = Buffer.from(BODY);
    const signed = { 'x-getmipay-signature': sign(raw, SECRET) };
    expect(gateway.parseWebhook({ raw, headers: signed, query: '' })).toMatchObject({
      kind: 'hint',
    });
  });
});
