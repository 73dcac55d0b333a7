import { expect, test } from 'vitest';
import { givenSandbox, pause } from './given.ts';
import { givenInbox } from './inbox.ts';
import { v1Merchant } from './merchant.ts';

/** What a payout to a magic number looks like on the wire of v1: answer, then webhooks' statuses. */
test.each([
  ['22670999999', { status: 201 }, ['failed']],
  ['22670000001', { status: 422 }, []],
  ['22670000002', { kind: 'broken', code: 'TIMEOUT' }, ['success']],
  ['22670000003', { status: 500 }, ['success']],
  ['22670000004', { status: 500 }, []],
  ['22670000005', { kind: 'broken', code: 'ECONNRESET' }, ['success']],
  ['22670000006', { kind: 'broken', code: 'TIMEOUT' }, []],
  ['22670000007', { status: 201 }, ['success', 'failed']],
  ['22670000008', { status: 201 }, ['success', 'success', 'success']],
  ['22670000009', { status: 201 }, ['success']],
  ['22670000010', { status: 201 }, ['success']],
  ['22670000011', { status: 201 }, []],
])('%s: %o, %o', async (wallet, expected, statuses) => {
  const inbox = await givenInbox();
  const sandbox = await givenSandbox({
    slowAnswerMs: 5_000,
    // Not even a scenario that refuses everything changes what a magic number does.
    scenario: { clientError: 1, webhooks: { neverSent: 1 } },
  });
  const merchant = await v1Merchant(sandbox);
  const answer = await merchant.payout({ wallet, callbackUrl: inbox.url, timeoutMs: 1_500 });
  expect(answer).toMatchObject(expected);
  await inbox.arrived(statuses.length);
  await pause(60);
  const told = inbox.letters.map(({ body }) => JSON.parse(body));
  expect(told.map(({ status }) => status)).toEqual(statuses);
  for (const { amount } of told) expect(amount).toBe(wallet.endsWith('10') ? 5_500 : 5_000);
});
