import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SimulatedTime } from '../../support/simulated-time.ts';
import { closeAfterTest, door, givenSandbox } from './given.ts';
import { givenInbox } from './inbox.ts';
import { initiateMerchant, referenceIn, v1Merchant } from './merchant.ts';
import { jsonOf } from './wire.ts';

function givenFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  closeAfterTest(async () => rmSync(folder, { recursive: true }));
  return folder;
}

test('fees are taken from the balance to the franc, of what is completed only', async () => {
  const sandbox = await givenSandbox({
    payoutDelayMs: null,
    scenario: { fees: { paymentsPerMille: 35, payoutsPerMille: 12 } },
  });
  const merchant = await v1Merchant(sandbox);
  const paid = referenceIn(await merchant.payin({ amount: 1_015 }));
  await merchant.payin({ amount: 9_000 });
  const sent = referenceIn(await merchant.payout({ amount: 333 }));
  await door(sandbox, `operations/${paid}/pay`);
  await door(sandbox, `operations/${sent}/complete`);
  // 35.525 is 36, 3.996 is 4: half a franc and more goes up.
  expect(sandbox.books()).toEqual({
    currency: 'XOF',
    balance: 1_015n - 333n - 40n,
    deposits: { count: 1, amount: 1_015n },
    payouts: { count: 1, amount: 333n },
    fees: 40n,
    pending: 1,
    operations: 3,
  });
  expect(jsonOf(await merchant.get('/balance')).data.balance).toBe(642);
  await door(sandbox, `operations/${sent}/fail`);
  expect(sandbox.books()).toMatchObject({ balance: 979n, fees: 36n });
});

test('a fee is told in dialect initiate as well, where there is one', async () => {
  const inbox = await givenInbox();
  const sandbox = await givenSandbox({ scenario: { fees: { payoutsPerMille: 10 } } });
  const answer = await initiateMerchant(sandbox).payout({ callbackUrl: inbox.url });
  expect(jsonOf(answer)).toMatchObject({ success: true, fee: 50 });
  expect((await inbox.arrived(1))[0]?.body).toContain('"fee": 50.0');
});

test('it knows which of its truths reached the merchant', async () => {
  const inbox = await givenInbox();
  inbox.status = 503;
  const sandbox = await givenSandbox({ payoutDelayMs: null });
  const merchant = await v1Merchant(sandbox);
  const reference = referenceIn(await merchant.payout({ callbackUrl: inbox.url }));
  const truth = () => sandbox.operations()[0]?.truth;
  expect(truth()).toEqual({
    answered: true,
    webhooks: { made: 0, delivered: 0 },
    webhookSaid: null,
    askedSaid: null,
  });
  await merchant.check(reference);
  await door(sandbox, `operations/${reference}/complete`);
  await inbox.arrived(1);
  expect(truth()).toMatchObject({
    webhooks: { made: 1, delivered: 0 },
    webhookSaid: null,
    askedSaid: null,
  });
  await merchant.check(reference);
  expect(truth()).toMatchObject({ webhookSaid: null, askedSaid: 'completed' });
  inbox.status = 200;
  await expect
    .poll(truth)
    .toMatchObject({ webhooks: { made: 1, delivered: 1 }, webhookSaid: 'completed' });
  expect(sandbox.operations()).toMatchObject([
    {
      dialect: 'v1',
      reference,
      secondReference: expect.stringMatching(/^MLS/),
      fee: 0n,
      settledAt: expect.any(Number),
    },
  ]);
});

test('payers pay and refuse by themselves, when their time has come', async () => {
  const time = new SimulatedTime(Date.UTC(2026, 10, 24, 10));
  const sandbox = await givenSandbox({
    clock: time,
    timers: time,
    retryDelaysMs: [3_600_000],
    scenario: {
      seed: 'a',
      payers: { pay: 0.5, refuse: 0.25, delayMs: { fromMs: 60_000, toMs: 600_000 } },
    },
  });
  const merchant = await v1Merchant(sandbox);
  for (let made = 0; made < 40; made += 1) await merchant.payin();
  const count = (state: string) => sandbox.operations().filter((one) => one.state === state).length;
  await time.pass(59_000, sandbox.quiet);
  expect(count('pending')).toBe(40);
  await time.pass(600_000, sandbox.quiet);
  expect(count('completed')).toBeGreaterThan(12);
  expect(count('failed')).toBeGreaterThan(4);
  expect(count('pending')).toBeGreaterThan(4);
});

test('a scenario’s fates, fees and late v1 webhooks live through a stop', async () => {
  const [folder, inbox] = [givenFolder(), await givenInbox()];
  const time = new SimulatedTime(Date.UTC(2026, 10, 24, 10));
  const late = { late: 1, lateMs: { fromMs: 60_000, toMs: 60_000 } };
  const first = await givenSandbox({
    dataDir: folder,
    clock: time,
    timers: time,
    scenario: {
      seed: 'a',
      fees: { payoutsPerMille: 10, paymentsPerMille: 0 },
      webhooks: late,
      payers: { pay: 1, delayMs: { fromMs: 30_000, toMs: 30_000 } },
    },
  });
  const merchant = await v1Merchant(first);
  const callbackUrl = 'http://127.0.0.1:9/old/?t=ours&s=abc';
  await merchant.payout({ callbackUrl });
  await merchant.payin({ callbackUrl });
  await time.pass(1_000, first.quiet);
  const before = first.operations();
  await first.close();

  const second = await givenSandbox({
    dataDir: folder,
    clock: time,
    timers: time,
    webhookUrl: inbox.url,
  });
  expect(second.operations()).toEqual(before);
  await time.pass(120_000, second.quiet);
  const letters = await inbox.arrived(2);
  expect(letters.map(({ url }) => url)).toEqual(Array(2).fill('/webhook/getmipay/?t=ours&s=abc'));
  expect(second.books()).toMatchObject({ balance: -50n, fees: 50n, pending: 0 });
  await (await v1Merchant(second)).payout();
  expect(second.operations().map(({ ordinal }) => ordinal)).toEqual([1, 2, 3]);
});

test('books of before there was a second dialect are read', async () => {
  const folder = givenFolder();
  const operation = {
    kind: 'payout',
    merchantReference: 'R-1',
    userId: '7',
    amount: '5000',
    currency: 'XOF',
    phone: '+22670999999',
    method: 'wave',
    callbackUrl: null,
    returnUrl: null,
    reference: 'GMP-OUT-0000000000000001',
    idempotencyKey: 'R-1',
    state: 'pending',
    reason: null,
    createdAt: 1_790_000_000_000,
    settledAt: null,
  };
  writeFileSync(
    join(folder, 'sandbox.jsonl'),
    `${JSON.stringify({ entry: 'opened', operation })}\n`,
  );
  const inbox = await givenInbox();
  const sandbox = await givenSandbox({ dataDir: folder, webhookUrl: inbox.url });
  expect((await inbox.arrived(1))[0]?.body).toContain('"event": "payout.failed"');
  expect(sandbox.operations()).toMatchObject([{ dialect: 'initiate', fee: 0n, state: 'failed' }]);
});
