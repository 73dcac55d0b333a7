import { createHmac } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { startConsole } from '../support/console.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { balanceOf, unique } from '../support/payments.ts';

/** What changes around a console in `v1`: the dialect, and whether the gateway is there. */
const database = useDatabase();
let people: People;

beforeAll(async () => {
  people = await givenPeople(database.owner);
});

test('after a switch the other dialect’s webhooks still settle what was ordered in it', async () => {
  const before = await startConsole(database, {
    dialect: 'initiate',
    sandbox: { payoutDelayMs: null },
  });
  const after = await startConsole(database, { dialect: 'v1' });
  try {
    const { transaction } = await before.app.requestDeposit({
      actor: people.awa,
      walletId: people.awa.walletId,
      amount: 2_500,
      phone: people.awa.phone,
      method: 'wave',
      idempotencyKey: unique('switch'),
    });
    const raw = JSON.stringify({
      event: 'payment.completed',
      transaction_id: transaction.gatewayReference,
      data: { amount: 2_500 },
    });
    const answer = await fetch(`${after.url}/webhook/getmipay/`, {
      method: 'POST',
      headers: {
        'X-Signature': createHmac('sha256', 'wh_secret_console').update(raw).digest('hex'),
      },
      body: raw,
    });
    expect(await answer.json()).toEqual({ outcome: 'completed' });
    // What was ordered in another dialect cannot be asked about in this one, and is not.
    expect(
      await after.app.queryNow({ actor: people.finance, transactionId: transaction.id }),
    ).toMatchObject({ answer: 'unsupported' });
  } finally {
    await before.close();
    await after.close();
  }
});

test('a gateway that stopped answering: ten lost orders, then none is stored, and no money is held', async () => {
  const world = await startConsole(database, { dialect: 'v1' });
  const pay = () =>
    world.app.requestPayout({
      actor: people.awa,
      walletId: people.awa.walletId,
      amount: 100,
      phone: people.awa.phone,
      method: 'wave',
      idempotencyKey: unique('down'),
    });
  try {
    await pay();
    await world.sandbox.close();
    const balance = await balanceOf(database.pool, people.awa);
    const refusals: string[] = [];
    for (let tries = 0; tries < 14 && !refusals.includes('gateway_down'); tries += 1) {
      await pay().then(
        ({ outcome }) => refusals.push(outcome),
        ({ code }: { code: string }) => refusals.push(code),
      );
    }
    expect(refusals.at(-1)).toBe('gateway_down');
    expect(refusals.filter((said) => said === 'not_sent')).toHaveLength(10);
    expect(world.app.gatewayState().health).toMatchObject({ up: false });
    expect(await balanceOf(database.pool, people.awa)).toBe(balance);
  } finally {
    await world.close();
  }
});
