import { describe, expect, test } from 'vitest';
import type { Gateway, StatusQuestion } from '../../src/payments/gateway.ts';
import { DIALECTS, given, kindIn, open, PHONES, someOrder } from './contract-given.ts';
import { movedClock } from './moved-clock.ts';
import { door, KEYS } from './sandbox/given.ts';

const REFUSED_SIGNATURE = { kind: 'refused', why: 'signature' };

describe.each(DIALECTS)('%s: a webhook', (dialect) => {
  test.each([
    ['completed', someOrder().phone, 'success'],
    ['failed', PHONES.failing, 'failed'],
  ])('of a payout that %s names the order, in the gateway’s words and in ours', async (...row) => {
    const [state, phone, word] = row;
    const { gateway, inbox, sandbox } = await given(dialect);
    const order = someOrder({ phone });
    await gateway.initiatePayout(order);
    const [letter] = await inbox.arrived(1);
    expect(letter && open(gateway, letter)).toMatchObject({
      kind: kindIn(dialect),
      fact: {
        source: 'webhook',
        dialect,
        kind: 'payout',
        state: dialect === 'v1' ? null : state,
        event: dialect === 'v1' ? word : `payout.${state}`,
        reference: sandbox.operations()[0]?.reference,
        ownId: order.transactionId,
        amount: 5000n,
        currency: 'XOF',
        problem: null,
      },
    });
  });

  test('of an order whose answer was lost still tells that it is ours', async () => {
    const { gateway, inbox } = await given(dialect);
    const order = someOrder({ phone: PHONES.answerLost });
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'unknown' });
    const [letter] = await inbox.arrived(1);
    expect(letter && open(gateway, letter)).toMatchObject({ fact: { ownId: order.transactionId } });
  });

  test('that comes three times is the same each time, to the byte', async () => {
    const { gateway, inbox } = await given(dialect);
    await gateway.initiatePayout(someOrder({ phone: PHONES.thrice }));
    const letters = await inbox.arrived(3);
    const facts = letters.map((letter) => {
      const parsed = open(gateway, letter);
      return parsed.kind === 'refused' ? null : String(parsed.fact.raw);
    });
    expect(new Set(facts).size).toBe(1);
    expect(facts[0]).toContain('5000');
  });

  test('that was changed on its way is refused', async () => {
    const { gateway, inbox } = await given(dialect);
    await gateway.initiatePayout(someOrder());
    const [letter] = await inbox.arrived(1);
    if (!letter) throw new Error('No webhook came.');
    const changed = { ...letter, body: letter.body.replace('5000', '9000') };
    expect(open(gateway, changed)).toEqual(REFUSED_SIGNATURE);
    expect(open(gateway, { ...letter, headers: {} })).toEqual(REFUSED_SIGNATURE);
  });

  test.each(['body', 'timestamp.body'] as const)(
    'signed over the %s is genuine; an old one is refused where it says its age',
    async (sign) => {
      const { gateway, gatewayWith, inbox } = await given(dialect, {
        scenario: { webhooks: { sign } },
      });
      await gateway.initiatePayout(someOrder());
      const [letter] = await inbox.arrived(1);
      if (!letter) throw new Error('No webhook came.');
      const now = Date.now();
      const later = gatewayWith({ clock: movedClock(now + 290_000) });
      expect(open(later, letter).kind).toBe(kindIn(dialect));
      const tooLate = open(gatewayWith({ clock: movedClock(now + 305_000) }), letter);
      if (dialect === 'v1') expect(tooLate).toEqual({ kind: 'refused', why: 'timestamp' });
      else expect(tooLate.kind).toBe('fact');
    },
  );

  test('is genuine under the old and the new secret while both are valid, then the old one dies', async () => {
    const { sandbox, gatewayWith, inbox } = await given(dialect);
    let webhookSecrets = [KEYS.webhookSecret];
    const gateway = gatewayWith({ secrets: () => ({ ...KEYS, webhookSecrets }) });
    await gateway.initiatePayout(someOrder());
    await inbox.arrived(1);
    await door(sandbox, 'secrets', 'POST', KEYS.apiKey, { webhookSecret: 'wh_secret_new' });
    await gateway.initiatePayout(someOrder());
    const kinds = async () =>
      (await inbox.arrived(2)).map((letter) => open(gateway, letter).kind === kindIn(dialect));
    expect(await kinds()).toEqual([true, false]);
    webhookSecrets = ['wh_secret_new', KEYS.webhookSecret];
    expect(await kinds()).toEqual([true, true]);
    webhookSecrets = ['wh_secret_new'];
    expect(await kinds()).toEqual([false, true]);
  });
});

async function questionAbout(gateway: Gateway, phone: string): Promise<StatusQuestion> {
  const order = someOrder({ phone });
  const answer = await gateway.initiatePayout(order);
  if (answer.kind !== 'accepted') throw new Error(`The order was ${answer.kind}.`);
  const { reference, secondReference } = answer;
  return { transactionId: order.transactionId, kind: 'payout', reference, secondReference };
}

describe.each(DIALECTS)('%s: a question', (dialect) => {
  const canAsk = dialect === 'v1';

  test('is possible as the dialect says', async () => {
    const { gateway } = await given(dialect);
    expect(gateway.dialect).toBe(dialect);
    expect(gateway.can).toEqual({ statusQuery: canAsk, balance: canAsk, services: canAsk });
    expect(gateway.health()).toEqual({ up: true });
  });

  test.each([
    ['pending', PHONES.pending, { state: null, event: 'processing', failureReason: null }],
    ['completed', someOrder().phone, { state: 'completed', event: 'success' }],
    ['failed', PHONES.failing, { state: 'failed', failureReason: 'recipient_not_found' }],
  ])('about an order that is %s is told so', async (state, phone, fact) => {
    const { gateway, inbox } = await given(dialect);
    const question = await questionAbout(gateway, phone);
    if (state !== 'pending') await inbox.arrived(1);
    const answer = await gateway.queryStatus(question);
    if (!canAsk) return expect(answer).toEqual({ kind: 'unsupported' });
    const { reference, transactionId: ownId } = question;
    expect(answer).toMatchObject({
      kind: 'told',
      fact: { source: 'status_query', kind: 'payout', reference, ownId, amount: 5000n, ...fact },
    });
  });

  test('about an order that the gateway does not know is told so', async () => {
    const { gateway } = await given(dialect);
    const question = await questionAbout(gateway, PHONES.pending);
    for (const other of [{ reference: 'MPAYOUT_NOBODY' }, { secondReference: 'MLS_NOBODY' }]) {
      const answer = await gateway.queryStatus({ ...question, ...other });
      expect(answer.kind).toBe(canAsk ? 'not_known' : 'unsupported');
    }
  });

  test('that nobody answers is no answer', async () => {
    const { gateway, sandbox } = await given(dialect);
    const question = await questionAbout(gateway, PHONES.pending);
    await sandbox.close();
    expect((await gateway.queryStatus(question)).kind).toBe(canAsk ? 'no_answer' : 'unsupported');
    expect((await gateway.balance('XOF')).kind).toBe(canAsk ? 'no_answer' : 'unsupported');
  });

  test('about the balance is told what the gateway’s own books say', async () => {
    const { gateway, sandbox } = await given(dialect);
    const answer = await gateway.initiateDeposit(someOrder({ amount: 7500n }));
    const { reference } = answer as { reference: string };
    await door(sandbox, `operations/${reference}/pay?wait=1`);
    expect(sandbox.books().balance).toBe(7500n);
    expect(await gateway.balance('XOF')).toEqual(
      canAsk ? { kind: 'told', balance: 7500n, currency: 'XOF' } : { kind: 'unsupported' },
    );
  });

  test('about the services is told in our words', async () => {
    const { gateway } = await given(dialect);
    const answer = await gateway.services();
    if (!canAsk) return expect(answer).toEqual({ kind: 'unsupported' });
    expect(answer).toMatchObject({ kind: 'told' });
    const services = answer.kind === 'told' ? answer.services : [];
    expect(services.filter(({ method }) => method === null)).toEqual([]);
    expect(services.filter(({ country }) => country === 'BF').map(({ method }) => method)).toEqual([
      'wave',
      'orange_money',
      'moov_money',
      'visa',
    ]);
    expect(services.filter(({ otp }) => otp)).toMatchObject([
      { method: 'orange_money', country: 'BF', min: 100n, max: 2_000_000n },
    ]);
  });
});

describe.each(DIALECTS)('%s: what is kept', (dialect) => {
  test('of a deposit is told by the time it is completed', async () => {
    const { gateway, sandbox, inbox } = await given(dialect, {
      scenario: { fees: { paymentsPerMille: 30 } },
    });
    const answer = await gateway.initiateDeposit(someOrder());
    if (answer.kind !== 'accepted') throw new Error(`The order was ${answer.kind}.`);
    const { reference, secondReference } = answer;
    await door(sandbox, `operations/${reference}/pay?wait=1`);
    const [letter] = await inbox.arrived(1);
    if (dialect === 'initiate') {
      expect(letter && open(gateway, letter)).toMatchObject({ fact: { fee: 150n } });
      return;
    }
    expect(answer).toMatchObject({ fee: 150n, net: 4850n });
    expect(
      await gateway.queryStatus({ transactionId: null, kind: null, reference, secondReference }),
    ).toMatchObject({ fact: { kind: 'payment', state: 'completed', fee: 150n, amount: 5000n } });
  });
});

describe('v1: a one-time code', () => {
  const orange = { method: 'orange_money' };

  test('that is missing is asked for, a wrong one is refused, the right one opens the page', async () => {
    const { gateway } = await given('v1');
    expect(await gateway.initiateDeposit(someOrder(orange))).toMatchObject({
      kind: 'accepted',
      otpNeeded: true,
      paymentUrl: null,
      warning: null,
    });
    expect(await gateway.initiateDeposit(someOrder({ ...orange, otp: '999999' }))).toMatchObject({
      kind: 'refused',
      reason: 'otp_refused',
    });
    expect(await gateway.initiateDeposit(someOrder({ ...orange, otp: '123456' }))).toMatchObject({
      kind: 'accepted',
      otpNeeded: false,
      paymentUrl: expect.stringContaining('http'),
    });
  });
});
