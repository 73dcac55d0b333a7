import { describe, expect, test } from 'vitest';
import type { Gateway, StatusQuestion } from '../../src/payments/gateway.ts';
import { json, order } from './misbehaving.ts';
import { type Answer, envelope, SERVICE, TOKEN, v1Stub } from './v1-stub.ts';

const question: StatusQuestion = {
  transactionId: order.transactionId,
  kind: 'payout',
  reference: 'MPAYOUT_1',
  secondReference: 'MLS1',
};
const DONE = envelope({ order_id: 'MPAYOUT_1', pay_id: 'MLS1', status: 'success', amount: 5000 });

const QUESTIONS: readonly [string, object, (gateway: Gateway) => Promise<{ kind: string }>][] = [
  ['/transaction-check', DONE, (gateway) => gateway.queryStatus(question)],
  ['/balance', envelope({ balance: 5, currency: 'XOF' }), (gateway) => gateway.balance('XOF')],
  ['/services', envelope([SERVICE]), (gateway) => gateway.services()],
];

/** Fails so often, then answers. */
const failingFirst = (failures: number, failure: Answer, body: object): Answer => {
  let calls = 0;
  return (reply, request) => {
    calls += 1;
    if (calls <= failures) failure(reply, request);
    else json(200, body)(reply);
  };
};

describe.each(QUESTIONS)('%s', (path, body, ask) => {
  test.each<[string, Answer]>([
    ['an error', json(502, '<html>')],
    ['a reset', (_, request) => request.socket.resetAndDestroy()],
    ['half an answer', json(200, '{"success": true, "da')],
  ])('is asked again after %s, twice at most', async (_, failure) => {
    const twice = await v1Stub({ [path]: failingFirst(2, failure, body) });
    const ever = await v1Stub({ [path]: failure });
    const answers = await Promise.all([ask(twice.gateway()), ask(ever.gateway())]);
    expect(answers).toMatchObject([{ kind: 'told' }, { kind: 'no_answer' }]);
    expect([twice.at(path).length, ever.at(path).length]).toEqual([3, 3]);
  });

  test('is not asked again after a refusal, but once after a 401', async () => {
    const refused = await v1Stub({ [path]: json(403, { success: false, message: 'Non' }) });
    expect(await ask(refused.gateway())).toMatchObject({ kind: 'no_answer' });
    expect(refused.at(path)).toHaveLength(1);
    const expired = json(401, { success: false, message: 'Jeton expiré' });
    const renewed = await v1Stub({ [path]: failingFirst(1, expired, body) });
    expect(await ask(renewed.gateway())).toMatchObject({ kind: 'told' });
    expect([renewed.at(path).length, renewed.at('/action/auth').length]).toEqual([2, 2]);
  });

  test('is over at its deadline, whatever the gateway does', async () => {
    const stub = await v1Stub({ [path]: () => {} });
    const started = performance.now();
    expect(await ask(stub.gateway({ timeoutMs: 700 }))).toMatchObject({ kind: 'no_answer' });
    expect(performance.now() - started).toBeLessThan(1_200);
  });
});

describe('a status query', () => {
  test('asks with both references, and tells a fact that settle may act upon', async () => {
    const stub = await v1Stub({ '/transaction-check': json(200, DONE) });
    expect(await stub.gateway().queryStatus(question)).toEqual({
      kind: 'told',
      fact: {
        source: 'status_query',
        dialect: 'v1',
        raw: Buffer.from(JSON.stringify(DONE)),
        headers: {},
        event: 'success',
        kind: 'payout',
        state: 'completed',
        reference: 'MPAYOUT_1',
        ownId: order.transactionId,
        amount: 5000n,
        currency: null,
        phone: null,
        fee: null,
        problem: null,
        failureReason: null,
        failureMessage: null,
      },
    });
    expect(JSON.parse(String(stub.at('/transaction-check')[0]?.body))).toEqual({
      order_id: 'MPAYOUT_1',
      pay_id: 'MLS1',
    });
  });

  test('knows the kind from the reference where we do not', async () => {
    const stub = await v1Stub({ '/transaction-check': json(200, DONE) });
    const answer = await stub.gateway().queryStatus({
      ...question,
      transactionId: null,
      kind: null,
      secondReference: null,
    });
    expect(answer).toMatchObject({ fact: { kind: 'payout', ownId: null } });
  });

  test('that is answered about another order is no answer, and somebody is told', async () => {
    const lines: unknown[] = [];
    const stub = await v1Stub({ '/transaction-check': json(200, DONE) });
    const gateway = stub.gateway({ log: { warn: (...line: unknown[]) => lines.push(line) } });
    const answer = await gateway.queryStatus({ ...question, reference: 'MPAYOUT_2' });
    expect(answer).toMatchObject({ kind: 'no_answer' });
    expect(JSON.stringify(lines)).toContain('another order');
  });
});

test('the other zone’s balance is asked for by name, and no other is taken for it', async () => {
  const stub = await v1Stub({ '/balance': json(200, envelope({ balance: 5, currency: 'XOF' })) });
  expect(await stub.gateway().balance('XAF')).toMatchObject({ kind: 'no_answer' });
  expect(stub.at('/balance')[0]?.url).toBe('/api/v1/balance?currency=XAF');
});
test('a status answer’s words carry no key and no full phone', async () => {
  const stub = await v1Stub({
    '/transaction-check': json(
      200,
      envelope({
        order_id: 'MPAYIN_1',
        status: 'failed',
        message: `Payer +226 70 12 34 56 refused, token ${TOKEN}`,
      }),
    ),
  });
  const answer = await stub.gateway().queryStatus({
    transactionId: null,
    kind: 'payment',
    reference: 'MPAYIN_1',
    secondReference: null,
  });
  expect(answer).toMatchObject({
    kind: 'told',
    fact: { failureMessage: 'Payer +••• •• •• •4 56 refused, token [hidden]' },
  });
});
