import { describe, expect, test } from 'vitest';
import type { ScenarioInput } from '../../../src/getmipay/sandbox/scenario.ts';
import { sign } from '../../../src/getmipay/signature.ts';
import { SimulatedTime } from '../../support/simulated-time.ts';
import { door, givenSandbox, KEYS, pause } from './given.ts';
import { givenInbox } from './inbox.ts';
import { merchantIn, referenceIn, v1Merchant } from './merchant.ts';

async function payoutsUnder(dialect: 'initiate' | 'v1', webhooks: ScenarioInput['webhooks']) {
  const inbox = await givenInbox();
  const sandbox = await givenSandbox({ scenario: { seed: 'a', webhooks } });
  const merchant = await merchantIn(dialect, sandbox);
  const answer = await merchant.payout({ callbackUrl: inbox.url });
  return { inbox, sandbox, merchant, answer };
}

describe.each(['initiate', 'v1'] as const)('webhooks in %s', (dialect) => {
  const amountIn = (body: string) => {
    const json = JSON.parse(body);
    return json.amount ?? json.data.amount;
  };
  const statusIn = (body: string) => {
    const json = JSON.parse(body);
    return json.status ?? json.data.status;
  };

  test('come several times in the same bytes', async () => {
    const { inbox } = await payoutsUnder(dialect, { duplicate: 1, copies: 4 });
    const letters = await inbox.arrived(4);
    expect(new Set(letters.map(({ body }) => body)).size).toBe(1);
    expect(new Set(letters.map(({ headers }) => headers['x-request-id'])).size).toBe(4);
  });

  test('never come, though it is done', async () => {
    const { inbox, sandbox } = await payoutsUnder(dialect, { neverSent: 1 });
    await expect
      .poll(() => sandbox.operations())
      .toMatchObject([
        { state: 'completed', truth: { answered: true, webhooks: { made: 0 }, webhookSaid: null } },
      ]);
    await pause(50);
    expect(inbox.letters).toHaveLength(0);
  });

  test('come before the answer', async () => {
    const { inbox, answer } = await payoutsUnder(dialect, { outOfOrder: 1 });
    expect(inbox.letters).toHaveLength(1);
    expect(inbox.letters[0]?.body).toContain(referenceIn(answer));
  });

  test('say another amount than the books', async () => {
    const { inbox, sandbox } = await payoutsUnder(dialect, { wrongAmount: 1 });
    const [letter] = await inbox.arrived(1);
    expect(amountIn(letter?.body ?? '')).toBe(5500);
    expect(sandbox.books().payouts.amount).toBe(5000n);
  });

  test('say completed, then failed: the money is back', async () => {
    const { inbox, sandbox } = await payoutsUnder(dialect, { contradictory: 1 });
    const letters = await inbox.arrived(2);
    expect(letters.map(({ body }) => statusIn(body))).toEqual(['success', 'failed']);
    expect(sandbox.books().balance).toBe(0n);
    await expect
      .poll(() => sandbox.operations())
      .toMatchObject([{ truth: { webhookSaid: 'failed' } }]);
  });

  test('come late, by the sandbox’s own time', async () => {
    const time = new SimulatedTime(Date.UTC(2026, 10, 24, 10));
    const inbox = await givenInbox();
    const sandbox = await givenSandbox({
      clock: time,
      timers: time,
      payoutDelayMs: 1_000,
      scenario: { webhooks: { late: 1, lateMs: { fromMs: 3_600_000, toMs: 3_600_000 } } },
    });
    const merchant = await merchantIn(dialect, sandbox);
    await merchant.payout({ callbackUrl: inbox.url });
    await time.pass(3_600_999, sandbox.quiet);
    expect(inbox.letters).toHaveLength(0);
    expect(sandbox.operations()).toMatchObject([{ state: 'completed' }]);
    await time.pass(1, sandbox.quiet);
    expect(inbox.letters).toHaveLength(1);
  });
});

test('a webhook is tried again in the sandbox’s own time', async () => {
  const time = new SimulatedTime(Date.UTC(2026, 10, 24, 10));
  const inbox = await givenInbox();
  inbox.status = 503;
  const sandbox = await givenSandbox({ clock: time, timers: time, retryDelaysMs: [60_000] });
  await (await v1Merchant(sandbox)).payout({ callbackUrl: inbox.url });
  await time.pass(59_000, sandbox.quiet);
  expect(inbox.letters).toHaveLength(1);
  await time.pass(62_000, sandbox.quiet);
  expect(inbox.letters).toHaveLength(3);
  const stamps = inbox.letters.map(({ headers }) => Number(headers['x-getmipay-timestamp']));
  expect(stamps.map((stamp) => stamp - (stamps[0] ?? 0))).toEqual([0, 60, 120]);
});

test('a v1 webhook is signed with its timestamp, by a clock that is wrong, if the scenario says so', async () => {
  const inbox = await givenInbox();
  const sandbox = await givenSandbox({
    clock: { now: () => new Date('2026-11-24T10:00:00Z') },
    scenario: { clockSkewMs: 400_000, webhooks: { sign: 'timestamp.body' } },
  });
  await (await v1Merchant(sandbox)).payout({ callbackUrl: inbox.url });
  const [letter] = await inbox.arrived(1);
  const timestamp = String(Date.parse('2026-11-24T10:06:40Z') / 1_000);
  expect(letter?.headers).toMatchObject({
    'x-getmipay-timestamp': timestamp,
    'x-getmipay-signature': `sha256=${sign(`${timestamp}.${letter?.body}`, KEYS.webhookSecret)}`,
  });
});

test('a rotated secret signs from the next try on', async () => {
  const inbox = await givenInbox();
  inbox.status = 503;
  const sandbox = await givenSandbox();
  await (await v1Merchant(sandbox)).payout({ callbackUrl: inbox.url });
  await inbox.arrived(1);
  const rotated = await door(sandbox, 'secrets', 'POST', KEYS.apiKey, { webhookSecret: 'wh_new' });
  expect(rotated.status).toBe(200);
  const before = inbox.letters.length;
  await inbox.arrived(before + 2);
  inbox.status = 200;
  const last = inbox.letters.at(-1);
  expect(last?.headers['x-getmipay-signature']).toBe(`sha256=${sign(last?.body ?? '', 'wh_new')}`);
  expect((await door(sandbox, 'secrets', 'POST', KEYS.apiKey, {})).status).toBe(422);
});
