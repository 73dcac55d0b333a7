import { expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { givenPerson } from '../support/given.ts';
import { balanceOf, unique } from '../support/payments.ts';

/** What the system that this one replaces did wrong, tried again over HTTP. */
const on = useConsole({ sandbox: { payoutDelayMs: null } });

const door = (reference: string, act: string) =>
  fetch(`${on.console.sandbox.url}/sandbox/operations/${reference}/${act}?wait=1`, {
    method: 'POST',
    headers: { authorization: 'Bearer pk_test_console' },
  });

const depositFor = async (amount: number) => {
  const { transaction } = await on.console.app.requestDeposit({
    actor: on.people.tresorier,
    walletId: on.people.moussa.walletId,
    amount,
    phone: on.people.moussa.phone,
    method: 'wave',
    idempotencyKey: unique('deposit'),
  });
  return transaction.id;
};

test('five payouts of 800 at once from a balance of 1 000: one is paid', async () => {
  const member = await givenPerson(on.database.owner, {
    username: 'zalissa',
    role: 'MEMBER',
    phone: '+22671000009',
    balance: 1_000,
  });
  const visitor = await on.console.signIn('zalissa');
  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      visitor.post('/wallet/withdraw/', {
        amount: '800',
        phone: '+22671000009',
        method: 'wave',
        idempotencyKey: unique('payout'),
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409, 409]);
  expect(await balanceOf(on.database.pool, member)).toBe(200);
});

test('a webhook that is delivered again credits nothing more', async () => {
  const before = await balanceOf(on.database.pool, on.people.moussa);
  const id = await depositFor(3_000);
  expect((await door(id, 'pay')).status).toBe(200);
  expect((await door(id, 'repeat')).status).toBe(200);
  expect(await balanceOf(on.database.pool, on.people.moussa)).toBe(before + 3_000);
  const { rows } = await on.database.pool.query(
    `select o.outcome from webhook_outcome first join webhook_outcome o on o.event_id = first.event_id
     where first.transaction_id = $1 order by o.seq`,
    [id],
  );
  expect(rows).toEqual([{ outcome: 'completed' }, { outcome: 'duplicate' }]);
});

test('sixteen webhooks at once for one wallet are all credited', async () => {
  const before = await balanceOf(on.database.pool, on.people.moussa);
  const ids = await Promise.all(Array.from({ length: 16 }, () => depositFor(1_000)));
  const paid = await Promise.all(ids.map((id) => door(id, 'pay')));
  expect(paid.map(({ status }) => status)).toEqual(Array(16).fill(200));
  expect(await balanceOf(on.database.pool, on.people.moussa)).toBe(before + 16_000);
});
