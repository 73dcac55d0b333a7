import { describe, expect, test } from 'vitest';
import { FAILING_NUMBER, MAGIC_NUMBERS } from '../../../src/getmipay/sandbox/magic.ts';
import type { Sandbox } from '../../../src/getmipay/sandbox/server.ts';
import { parsePhone } from '../../../src/kernel/phone.ts';
import { gatewayOf, givenReceiver, givenSandbox, orderOf, pause, type Receiver } from './given.ts';

async function payout(phone: string, changes: Parameters<typeof givenSandbox>[0] = {}) {
  const receiver = await givenReceiver();
  const sandbox = await givenSandbox(changes);
  const answer = await gatewayOf(sandbox, receiver.url, 1_000).initiatePayout(orderOf({ phone }));
  return { receiver, sandbox, answer };
}

const eventsOf = (receiver: Receiver) => receiver.facts.map((fact) => fact.event);

async function isUndone(sandbox: Sandbox, receiver: Receiver) {
  await pause(100);
  expect(receiver.facts).toHaveLength(0);
  expect(sandbox.books().operations).toBe(0);
}

test('every magic number is a valid one and stands for one thing', () => {
  for (const { phone } of MAGIC_NUMBERS) expect(parsePhone(phone)).toBe(phone);
  expect(new Set(MAGIC_NUMBERS.map(({ phone }) => phone)).size).toBe(MAGIC_NUMBERS.length);
});

describe('a payout to', () => {
  test('an ordinary number completes by itself', async () => {
    const { receiver, sandbox, answer } = await payout('+22670123456');
    expect(answer).toMatchObject({ kind: 'accepted' });
    expect(await receiver.arrived(1)).toMatchObject([{ event: 'payout.completed', problem: null }]);
    expect(sandbox.books()).toMatchObject({ balance: -5000n, pending: 0 });
  });

  test('the failing number is accepted, then fails', async () => {
    const { receiver, sandbox, answer } = await payout(FAILING_NUMBER);
    expect(answer).toMatchObject({ kind: 'accepted' });
    expect(await receiver.arrived(1)).toMatchObject([
      { event: 'payout.failed', failureReason: 'recipient_not_found', problem: null },
    ]);
    expect(sandbox.books()).toMatchObject({ balance: 0n, pending: 0 });
  });

  test('01 is refused', async () => {
    const { receiver, sandbox, answer } = await payout('+22670000001');
    expect(answer).toMatchObject({ kind: 'refused', reason: 'payer_not_found' });
    await isUndone(sandbox, receiver);
  });

  test.each([
    ['02, answered too late,', '+22670000002'],
    ['03, answered with 500,', '+22670000003'],
    ['05, its answer lost,', '+22670000005'],
  ])('%s is unknown, but was done', async (_, phone) => {
    const { receiver, answer, sandbox } = await payout(phone, { slowAnswerMs: 2_000 });
    expect(answer).toMatchObject({ kind: 'unknown' });
    expect(await receiver.arrived(1)).toMatchObject([{ event: 'payout.completed' }]);
    expect(sandbox.books().payouts.count).toBe(1);
  });

  test.each([
    ['04, answered with 500,', '+22670000004'],
    ['06, never answered,', '+22670000006'],
  ])('%s is unknown, and was not done', async (_, phone) => {
    const { receiver, sandbox, answer } = await payout(phone);
    expect(answer).toMatchObject({ kind: 'unknown' });
    await isUndone(sandbox, receiver);
  });

  test('07 completes, then is said to have failed', async () => {
    const { receiver, sandbox } = await payout('+22670000007');
    await receiver.arrived(2);
    expect(eventsOf(receiver)).toEqual(['payout.completed', 'payout.failed']);
    expect(sandbox.books().balance).toBe(0n);
  });

  test('08 is told three times in the same bytes', async () => {
    const { receiver, sandbox } = await payout('+22670000008');
    const facts = await receiver.arrived(3);
    expect(new Set(facts.map((fact) => fact.raw.toString())).size).toBe(1);
    expect(sandbox.books().payouts.count).toBe(1);
  });

  test('09 is told before the answer', async () => {
    const { receiver, answer } = await payout('+22670000009');
    expect(answer).toMatchObject({ kind: 'accepted', reference: receiver.facts[0]?.reference });
  });

  test('10 is told with 500 F too much; the books have the true amount', async () => {
    const { receiver, sandbox } = await payout('+22670000010');
    expect(await receiver.arrived(1)).toMatchObject([{ amount: 5500n }]);
    expect(sandbox.books().payouts.amount).toBe(5000n);
  });

  test('11 stays pending', async () => {
    const { receiver, sandbox } = await payout('+22670000011');
    await pause(100);
    expect(receiver.facts).toHaveLength(0);
    expect(sandbox.books().pending).toBe(1);
  });
});
