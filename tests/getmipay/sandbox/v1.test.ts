import { describe, expect, test } from 'vitest';
import { sign } from '../../../src/getmipay/signature.ts';
import { door, givenSandbox, KEYS } from './given.ts';
import { givenInbox } from './inbox.ts';
import { initiateMerchant, referenceIn, v1Merchant } from './merchant.ts';
import { call, jsonOf } from './wire.ts';

describe('tokens', () => {
  test('are given for both keys only', async () => {
    const { url } = await givenSandbox();
    for (const keys of [
      {},
      { public_apikey: KEYS.apiKey, private_secretkey: 'sk_other' },
      { public_apikey: 'pk_other', private_secretkey: KEYS.secretKey },
    ]) {
      const answer = await call(`${url}/api/v1/action/auth`, { body: JSON.stringify(keys) });
      expect(answer).toMatchObject({ status: 401 });
      expect(jsonOf(answer)).toEqual({
        success: false,
        message: "Les clés d'API sont incorrectes.",
        data: null,
        error_code: 'invalid_credentials',
      });
    }
  });

  test('expire after the life that the scenario gives them, and by the door', async () => {
    let now = Date.parse('2026-11-24T10:00:00Z');
    const sandbox = await givenSandbox({
      clock: { now: () => new Date(now) },
      scenario: { tokenLifeMs: 60_000, clockSkewMs: 5_000 },
    });
    const first = await v1Merchant(sandbox);
    now += 59_999;
    expect(await first.get('/balance')).toMatchObject({ status: 200 });
    now += 1;
    expect(jsonOf(await first.get('/balance')).error_code).toBe('token_expired');
    const second = await v1Merchant(sandbox);
    await door(sandbox, 'tokens/expire');
    for (const answer of [await second.get('/services'), await second.payout()])
      expect(answer).toMatchObject({ status: 401 });
    expect(sandbox.books().operations).toBe(0);
  });

  test('say when they expire by the gateway’s own clock', async () => {
    const sandbox = await givenSandbox({
      clock: { now: () => new Date('2026-11-24T10:00:00Z') },
      scenario: { clockSkewMs: -60_000 },
    });
    const keys = { public_apikey: KEYS.apiKey, private_secretkey: KEYS.secretKey };
    const answer = await call(`${sandbox.url}/api/v1/action/auth`, { body: JSON.stringify(keys) });
    expect(jsonOf(answer).data).toMatchObject({
      expires_at: '2026-11-25T09:59:00.000Z',
      token_type: 'Bearer',
    });
  });
});

describe('services', () => {
  const listed = async (seed: string) => {
    const merchant = await v1Merchant(await givenSandbox({ scenario: { seed } }));
    return jsonOf(await merchant.get('/services')).data as Record<string, unknown>[];
  };

  test('have ids that come from the seed', async () => {
    const ids = (list: Record<string, unknown>[]) => list.map(({ id }) => id);
    const [first, again, other] = [await listed('a'), await listed('a'), await listed('b')];
    expect(again).toEqual(first);
    expect(ids(other)).not.toEqual(ids(first));
    expect(new Set(ids(first)).size).toBe(first.length);
  });

  test('cover the franc zone, and say what needs a code', async () => {
    const list = await listed('a');
    const countries = new Set(list.map(({ country_code }) => country_code));
    expect([...countries].sort()).toEqual(['BF', 'BJ', 'CI', 'CM', 'ML', 'NE', 'SN', 'TG']);
    for (const one of list) expect(one.currency).toBe(one.country_code === 'CM' ? 'XAF' : 'XOF');
    expect(list.filter(({ otp_required }) => otp_required)).toMatchObject([
      { name: 'Orange Money Burkina Faso', country_code: 'BF', depositable: true },
    ]);
    expect(list.find(({ name }) => String(name).startsWith('Carte'))?.withdrawable).toBe(false);
  });
});

describe('a payin', () => {
  test('answers both references, the fee and a page; paid, it is told flat and signed', async () => {
    const inbox = await givenInbox();
    const sandbox = await givenSandbox({ scenario: { fees: { paymentsPerMille: 35 } } });
    const merchant = await v1Merchant(sandbox);
    const callbackUrl = `${inbox.url}?t=ours&s=abc`;
    const answer = await merchant.payin({ callbackUrl });
    const { data } = jsonOf(answer);
    expect(data).toMatchObject({
      transaction_reference: expect.stringMatching(/^MPAYIN_[0-9A-F]{16}$/),
      soleaspay_reference: expect.stringMatching(/^MLS/),
      amount: 5000,
      fee_amount: 175,
      net_amount: 4825,
      currency: 'XOF',
      status: 'pending',
      otp_required: false,
      payment_url: `${sandbox.url}/pay/${data.transaction_reference}`,
    });
    await fetch(`${data.payment_url}/pay`, { method: 'POST', redirect: 'manual' });
    const [letter] = await inbox.arrived(1);
    expect(letter?.url).toBe('/webhook/getmipay/?t=ours&s=abc');
    expect(JSON.parse(letter?.body ?? '')).toEqual({
      order_id: data.transaction_reference,
      soleaspay_reference: data.soleaspay_reference,
      status: 'success',
      amount: 5000,
      currency: 'XOF',
    });
    const signature = `sha256=${sign(letter?.body ?? '', KEYS.webhookSecret)}`;
    expect(letter?.headers['x-getmipay-signature']).toBe(signature);
    const age = Date.now() / 1_000 - Number(letter?.headers['x-getmipay-timestamp']);
    expect(Math.abs(age)).toBeLessThan(60);
    expect(letter?.headers['x-signature']).toBeUndefined();
  });

  test('of Orange Burkina waits for a code, takes the right one, refuses any other', async () => {
    const sandbox = await givenSandbox();
    const merchant = await v1Merchant(sandbox);
    const service = 'Orange Money Burkina Faso';
    const without = jsonOf(await merchant.payin({ service })).data;
    expect(without).toMatchObject({ otp_required: true, payment_url: null });
    const page = `${sandbox.url}/pay/${without.transaction_reference}`;
    expect(await (await fetch(page)).text()).toContain('demande un code de paiement');
    await fetch(`${page}/pay`, { method: 'POST', redirect: 'manual' });
    expect(sandbox.operations()).toMatchObject([{ state: 'pending', otpMissing: true }]);
    const right = jsonOf(await merchant.payin({ service, otp: '123456' })).data;
    expect(right).toMatchObject({ otp_required: false, payment_url: expect.any(String) });
    const wrong = await merchant.payin({ service, otp: '654321' });
    expect(wrong).toMatchObject({ status: 422 });
    expect(jsonOf(wrong).error_code).toBe('otp_invalid');
    expect(sandbox.books().operations).toBe(2);
  });

  test.each([
    [{ amount: 99 }, 'amount_out_of_bounds'],
    [{ amount: 100.5 }, 'amount_invalid'],
    [{ currency: 'XAF' }, 'currency_mismatch'],
    [{ currency: 'EUR' }, 'currency_unknown'],
    [{ wallet: '+22670123456' }, 'invalid_wallet'],
    [{ wallet: '2250701234567' }, 'invalid_wallet'],
    [{ service: 'Nobody' }, 'service_unknown'],
    [{ description: 'x'.repeat(256) }, 'description_too_long'],
  ])('with %o is refused: %s', async (changes, code) => {
    const sandbox = await givenSandbox();
    const answer = await (await v1Merchant(sandbox)).payin(changes);
    expect(answer).toMatchObject({ status: 422 });
    expect(jsonOf(answer)).toMatchObject({ success: false, data: null, error_code: code });
    expect(sandbox.books().operations).toBe(0);
  });

  test('in Cameroon is in XAF and stands in its own books', async () => {
    const sandbox = await givenSandbox();
    const merchant = await v1Merchant(sandbox);
    const order = { service: 'MTN MoMo Cameroun', currency: 'XAF', wallet: '237671234567' };
    const reference = referenceIn(await merchant.payin(order));
    await door(sandbox, `operations/${reference}/pay`);
    expect(jsonOf(await merchant.get('/balance?currency=XAF')).data).toMatchObject({
      balance: 5000,
      currency: 'XAF',
    });
    expect(jsonOf(await merchant.get('/balance')).data).toMatchObject({ balance: 0 });
  });
});

describe('a payout', () => {
  test('sent twice with one idempotency key is two payouts: v1 has none', async () => {
    const sandbox = await givenSandbox({ payoutDelayMs: null });
    const merchant = await v1Merchant(sandbox);
    await merchant.payout({ description: 'the same' });
    await merchant.payout({ description: 'the same' });
    expect(sandbox.books().operations).toBe(2);
  });

  test('to a card has no service', async () => {
    const merchant = await v1Merchant(await givenSandbox());
    const service = 'Carte bancaire (Visa, Mastercard) Burkina Faso';
    expect(jsonOf(await merchant.payin({ service })).success).toBe(true);
    expect(jsonOf(await merchant.payout({ service })).error_code).toBe('service_unknown');
  });

  test('is found at the door by our id in its description, and nowhere else', async () => {
    const sandbox = await givenSandbox({ payoutDelayMs: null });
    const merchant = await v1Merchant(sandbox);
    const id = crypto.randomUUID();
    const answer = await merchant.payout({ description: `Retrait Tontine Pro ${id}` });
    const { body } = await door(sandbox, `operations?reference=${id}`, 'GET');
    expect(body.operations).toMatchObject([{ reference: referenceIn(answer), dialect: 'v1' }]);
    expect(await merchant.check(id)).toMatchObject({ status: 404 });
  });
});

describe('transaction-check', () => {
  test('follows an operation to its end, in words of its own', async () => {
    const sandbox = await givenSandbox({ payoutDelayMs: null });
    const merchant = await v1Merchant(sandbox);
    const payin = referenceIn(await merchant.payin());
    const payout = referenceIn(await merchant.payout());
    const statusOf = async (id: string) => jsonOf(await merchant.check(id)).data.status;
    expect([await statusOf(payin), await statusOf(payout)]).toEqual(['pending', 'processing']);
    await door(sandbox, `operations/${payin}/pay`);
    await door(sandbox, `operations/${payout}/fail`);
    expect([await statusOf(payin), await statusOf(payout)]).toEqual(['success', 'failed']);
    expect(jsonOf(await merchant.check(payout)).data).toMatchObject({
      failure_reason: 'insufficient_balance',
      message: 'Solde insuffisant',
    });
  });

  test('wants order_id, and a pay_id that belongs to it if there is one', async () => {
    const sandbox = await givenSandbox();
    const merchant = await v1Merchant(sandbox);
    const { data } = jsonOf(await merchant.payin());
    const other = jsonOf(await merchant.payin()).data;
    const [orderId, payId] = [data.transaction_reference, data.soleaspay_reference];
    expect(jsonOf(await merchant.check(orderId, payId)).data).toMatchObject({ pay_id: payId });
    expect(await merchant.check(orderId)).toMatchObject({ status: 200 });
    const wrong = await merchant.check(orderId, other.soleaspay_reference);
    expect(jsonOf(wrong)).toMatchObject({ success: false, error_code: 'transaction_not_found' });
    expect(wrong).toMatchObject({ status: 404, type: expect.stringContaining('json') });
    expect(await merchant.check('')).toMatchObject({ status: 422 });
  });

  test('says the fee, unless the scenario keeps it', async () => {
    const fees = { paymentsPerMille: 35 };
    const sandbox = await givenSandbox({ scenario: { fees } });
    const merchant = await v1Merchant(sandbox);
    const reference = referenceIn(await merchant.payin());
    const told = { fee_amount: 175, net_amount: 4825 };
    expect(jsonOf(await merchant.check(reference)).data).toMatchObject(told);
    sandbox.setScenario({ fees, checkTellsFee: false });
    expect(Object.keys(jsonOf(await merchant.check(reference)).data)).not.toContain('fee_amount');
  });
});

test('both dialects share one set of books, and each is told in its own', async () => {
  const inbox = await givenInbox();
  const sandbox = await givenSandbox({ webhookUrl: inbox.url });
  await initiateMerchant(sandbox).payout();
  await (await v1Merchant(sandbox)).payout();
  const letters = await inbox.arrived(2);
  const kinds = letters.map(({ headers }) => 'x-getmipay-signature' in headers);
  expect(kinds.sort()).toEqual([false, true]);
  expect(sandbox.books()).toMatchObject({ balance: -10_000n, operations: 2, pending: 0 });
});
