import { expect, test } from 'vitest';
import { door, givenReceiver, givenSandbox } from './given.ts';
import { givenInbox } from './inbox.ts';
import { initiateMerchant, referenceIn, v1Merchant } from './merchant.ts';

const dateIs = (sandbox: { url: string }, at: unknown, key?: string) =>
  door(sandbox, 'date', 'PUT', key, { at });

const linesOf = async ({ url }: { url: string }, day: string): Promise<string[]> =>
  (await (await fetch(`${url}/statements/tontine-pro?day=${day}`)).text())
    .trim()
    .split('\n')
    .slice(1);

const today = () => new Date().toISOString().slice(0, 10);

test('what happens while the door has told a past date is dated by it, and only that', async () => {
  const sandbox = await givenSandbox({ payoutDelayMs: null });
  const merchant = initiateMerchant(sandbox);
  const before = referenceIn(await merchant.payin({ amount: 1_000 }));
  expect((await dateIs(sandbox, '2026-01-05T10:00:00.500Z')).status).toBe(200);
  const then = referenceIn(await merchant.payin({ amount: 2_000 }));
  await dateIs(sandbox, '2026-01-06T00:04:00Z');
  await door(sandbox, `operations/${then}/pay`);
  await dateIs(sandbox, null);
  await door(sandbox, `operations/${before}/pay`);
  expect(sandbox.operations().find(({ reference }) => reference === then)).toMatchObject({
    createdAt: Date.parse('2026-01-05T10:00:00.500Z'),
    settledAt: Date.parse('2026-01-06T00:04:00Z'),
  });
  expect(await linesOf(sandbox, '2026-01-05')).toEqual([]);
  expect(await linesOf(sandbox, '2026-01-06')).toEqual([
    expect.stringContaining(`${then},deposit,2000,0,XOF`),
  ]);
  expect(await linesOf(sandbox, today())).toEqual([expect.stringContaining(before)]);
});

test('the past is told by the merchant’s key, as an instant that has been', async () => {
  const sandbox = await givenSandbox();
  expect((await dateIs(sandbox, '2026-01-05T10:00:00Z', 'pk_other')).status).toBe(401);
  const later = new Date(Date.now() + 60_000).toISOString();
  for (const [at, code] of [
    [later, 'at_not_past'],
    ['2026-01-05', 'at_invalid'],
    ['2026-13-05T10:00:00Z', 'at_invalid'],
    [1_767_607_200_000, 'at_invalid'],
    [undefined, 'at_invalid'],
  ]) {
    expect(await dateIs(sandbox, at)).toMatchObject({ status: 422, body: { error: code } });
  }
  const merchant = initiateMerchant(sandbox);
  referenceIn(await merchant.payin());
  expect(Math.abs(Date.now() - sandbox.operations()[0]!.createdAt)).toBeLessThan(60_000);
});

test('tokens and signatures know no past: a merchant who lives today is served and told', async () => {
  const [inbox, receiver] = [await givenInbox(), await givenReceiver()];
  const sandbox = await givenSandbox({ webhookUrl: inbox.url });
  await dateIs(sandbox, '2026-01-05T10:00:00Z');
  const merchant = await v1Merchant(sandbox);
  const reference = referenceIn(await merchant.payin({ amount: 3_000 }));
  const signed = initiateMerchant(sandbox);
  const other = referenceIn(await signed.payin({ amount: 4_000, callbackUrl: receiver.url }));
  await dateIs(sandbox, '2026-02-05T10:00:00Z');
  for (const one of [reference, other]) await door(sandbox, `operations/${one}/pay`);
  expect(JSON.stringify(await merchant.check(reference))).toContain('success');
  await sandbox.quiet();
  expect(inbox.letters.map(({ body }) => body)).toEqual([expect.stringContaining(reference)]);
  expect(receiver.facts).toMatchObject([{ reference: other, state: 'completed' }]);
});

test('a payout that was done can be returned at a date of its own, once', async () => {
  const receiver = await givenReceiver();
  const alarms: (() => void)[] = [];
  const timers = {
    after: (_ms: number, act: () => void) => {
      alarms.push(act);
      return () => {};
    },
  };
  const sandbox = await givenSandbox({ webhookUrl: receiver.url, payoutDelayMs: null, timers });
  const payout = referenceIn(
    await initiateMerchant(sandbox).payout({ amount: 4_000, wallet: '22670000007' }),
  );
  await dateIs(sandbox, '2026-01-05T10:00:00Z');
  await door(sandbox, `operations/${payout}/complete?wait=1`);
  await dateIs(sandbox, '2026-01-07T10:00:00Z');
  await door(sandbox, `operations/${payout}/return?wait=1`);
  // Its phone's own contradiction has nothing left to say.
  expect(alarms).toHaveLength(1);
  for (const ring of alarms) ring();
  await sandbox.quiet();
  expect(receiver.facts.map(({ state }) => state)).toEqual(['completed', 'failed']);
  expect(sandbox.operations()[0]).toMatchObject({
    state: 'failed',
    reason: 'returned',
    settledAt: Date.parse('2026-01-07T10:00:00Z'),
  });
});
