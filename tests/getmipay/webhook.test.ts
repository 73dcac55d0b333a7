import { describe, expect, test } from 'vitest';
import { sign } from '../../src/getmipay/signature.ts';
import { parseWebhook } from '../../src/getmipay/webhook.ts';
import type { GatewayFact } from '../../src/payments/gateway.ts';
import { PAYLOAD_SECRET, payload } from './payloads.ts';

const SECRET = 'wh_secret_test';
const OWN = '0192f0a1-7c3e-7000-8000-0123456789ab';

const parse = (body: string | Buffer, headers: Record<string, string> = {}) => {
  const raw = Buffer.from(body as string);
  return parseWebhook({ raw, headers: { ...headers, 'x-signature': sign(raw, SECRET) } }, [SECRET]);
};

function factOf(body: object | string, headers: Record<string, string> = {}): GatewayFact {
  const parsed = parse(typeof body === 'string' ? body : JSON.stringify(body), headers);
  if (parsed.kind !== 'fact') throw new Error(`It was read as ${parsed.kind}.`);
  return parsed.fact;
}

const paid = { event: 'payment.completed', transaction_id: 'GMP-1' };

describe('the fields of an event', () => {
  test('are read at the top level, as the predecessor sends them', () => {
    const { raw, signature } = payload('flat-float');
    const parsed = parseWebhook({ raw, headers: { 'x-signature': signature } }, [PAYLOAD_SECRET]);
    expect(parsed).toMatchObject({
      fact: {
        event: 'payment.completed',
        kind: 'payment',
        state: 'completed',
        reference: OWN,
        ownId: OWN,
        amount: 5000n,
        currency: null,
        phone: null,
        fee: null,
        problem: null,
        failureReason: null,
      },
    });
  });

  test('are read under data, whatever stands there in which place', () => {
    const data = {
      reference: OWN,
      amount: '2000.00',
      currency: 'xof',
      phone: '70 12 34 56',
      status: 'FAILED',
      reason: 'bénéficiaire introuvable',
    };
    expect(factOf({ event: 'payout.failed', transaction_id: 'P-1', data })).toMatchObject({
      kind: 'payout',
      state: 'failed',
      reference: 'P-1',
      ownId: OWN,
      amount: 2000n,
      currency: 'XOF',
      phone: '+22670123456',
      problem: null,
      failureReason: 'recipient_not_found',
      failureMessage: 'bénéficiaire introuvable',
    });
    expect(factOf({ data: { ...paid, amount: 5000 } })).toMatchObject({
      reference: 'GMP-1',
      amount: 5000n,
    });
  });

  test('that stand in both places agree or are a problem, never a choice', () => {
    const twice = (top: object, data: object) => factOf({ ...paid, ...top, data }).problem;
    expect(twice({ amount: 5000 }, { amount: '5000.0', transaction_id: 'GMP-1' })).toBeNull();
    expect(twice({ phone: '+22670123456' }, { phone: '22670123456' })).toBeNull();
    expect(twice({ amount: 5000 }, { amount: null })).toBeNull();
    expect(twice({ amount: 5000 }, { amount: 5001 })).toBe('fields_disagree');
    expect(twice({}, { transaction_id: 'GMP-2' })).toBe('fields_disagree');
    expect(twice({}, { event: 'payment.failed' })).toBe('fields_disagree');
    expect(twice({ currency: 'XOF' }, { currency: 'XAF' })).toBe('fields_disagree');
  });

  test('user_id is never compared', () => {
    expect(factOf({ ...paid, user_id: 7, data: { user_id: 8 } }).problem).toBeNull();
  });
});

describe('amounts', () => {
  const read = (token: string) => factOf(`{"event":"payment.completed","amount":${token},"fee":0}`);

  test.each(['5000', '5000.0', '5000.00', '"5000"', '"5000.00"'])('%s is 5,000 francs', (token) => {
    expect(read(token)).toMatchObject({ amount: 5000n, fee: 0n, problem: null });
  });

  test.each([
    '5000.5',
    '0',
    '-5000',
    '5e3',
    '"5 000"',
    '"5000 F"',
    '"0x1388"',
    'true',
    '[5000]',
    '{}',
    '5000.000000000000000001',
    '1000000000000000',
    '"٥٠٠٠"',
    '" 5000"',
    '05000'.slice(0, 1),
  ])('%s cannot be believed', (token) => {
    expect(read(token)).toMatchObject({ amount: null, problem: 'amount_unreadable' });
  });

  test('an absent or null amount is no problem; a fee that cannot be read is one', () => {
    expect(read('null')).toMatchObject({ amount: null, problem: null });
    expect(factOf({ ...paid, fee: 1.5 })).toMatchObject({
      fee: null,
      problem: 'amount_unreadable',
    });
  });
});

describe('references', () => {
  const referenceOf = (token: string) =>
    factOf(`{"event":"payout.completed","transaction_id":${token}}`);

  test.each([
    ['"MPAY_é"', 'MPAY_é'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['7.0', '7.0'],
    [`"${'x'.repeat(128)}"`, 'x'.repeat(128)],
  ])('%s is kept verbatim', (token, text) => {
    expect(referenceOf(token)).toMatchObject({ reference: text, problem: null });
  });

  test.each([`"${'x'.repeat(129)}"`, '"a\\u0000b"', '"\\ud800"', 'true', '{"a":1}', '[1]'])(
    '%s is unknown',
    (token) => {
      expect(referenceOf(token)).toMatchObject({
        reference: null,
        problem: 'reference_unreadable',
      });
    },
  );

  test('a payout is named by payout_id first; two different gateway ids disagree', () => {
    const payout = (fields: object) => factOf({ event: 'payout.completed', ...fields });
    expect(payout({ payout_id: 'P-9' })).toMatchObject({ reference: 'P-9', ownId: null });
    expect(payout({ payout_id: 'P-9', transaction_id: OWN.toUpperCase() })).toMatchObject({
      reference: 'P-9',
      ownId: OWN,
      problem: null,
    });
    expect(payout({ payout_id: 'P-9', transaction_id: 'P-8' }).problem).toBe('fields_disagree');
  });
});

describe('status', () => {
  test.each(['success', 'SUCCESSFUL', 'completed', 'Paid'])(
    '%s agrees with completed',
    (status) => {
      expect(factOf({ ...paid, status }).problem).toBeNull();
      expect(factOf({ ...paid, event: 'payment.failed', status }).problem).toBe('fields_disagree');
    },
  );

  test.each(['failed', 'FAILURE', 'cancelled', 'rejected'])('%s agrees with failed', (status) => {
    expect(factOf({ ...paid, event: 'payout.failed', status }).problem).toBeNull();
    expect(factOf({ ...paid, status }).problem).toBe('fields_disagree');
  });

  test.each(['pending', 'whatever', 1, true])('%s agrees with neither', (status) => {
    expect(factOf({ ...paid, status }).problem).toBe('fields_disagree');
  });
});

describe('an authentic event that moves nothing', () => {
  test.each([
    '{"event":"payment.refunded","transaction_id":"GMP-1","amount":"many","status":"pending"}',
    '{"event":"Payment.Completed"}',
    '{"event":null}',
    '{}',
    '[]',
    '5',
    '"x"',
    'null',
  ])('is a fact without kind or state: %s', (body) => {
    expect(factOf(body)).toMatchObject({ kind: null, state: null, problem: null });
  });
});

describe('hostile texts', () => {
  test('are bounded, without NUL and without half an emoji', () => {
    const long = `a\u0000${'🎉'.repeat(200)}`;
    const fact = factOf(
      {
        event: 'payment.failed',
        transaction_id: 'GMP-1',
        currency: long,
        phone: long,
        message: long,
      },
      { 'user-agent': long, authorization: 'Bearer x', cookie: 'c', 'x-request-id': 'r1' },
    );
    const texts = [fact.currency, fact.phone, fact.failureMessage, fact.headers['user-agent']];
    for (const text of texts) {
      expect(text?.length).toBeLessThanOrEqual(128);
      expect(text).not.toContain('\u0000');
      expect(text).not.toMatch(/\p{Surrogate}/u);
    }
    expect(Object.keys(fact.headers).sort()).toEqual(['user-agent', 'x-request-id', 'x-signature']);
    expect(factOf({ event: long }).event).not.toContain('\u0000');
  });

  test('bytes that are signed but not JSON are refused as such', () => {
    const refused = { kind: 'refused', why: 'not_json' };
    expect(parse('')).toEqual(refused);
    expect(parse('{"event":')).toEqual(refused);
    expect(parse('{"a":NaN}')).toEqual(refused);
    expect(parse('['.repeat(100_000))).toEqual(refused);
    expect(parse(Buffer.from([0x22, 0xff, 0x22]))).toEqual(refused);
  });

  test('of a key written twice the last counts, as in Python', () => {
    expect(factOf('{"event":"payment.failed","event":"payment.completed"}').state).toBe(
      'completed',
    );
  });
});
