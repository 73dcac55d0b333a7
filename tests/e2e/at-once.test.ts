import { expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { balanceOf, unique } from '../support/payments.ts';

const on = useConsole({ sandbox: { payoutDelayMs: null } });

test('64 payouts of 1 000 at once against 10 000, over HTTP: exactly 10 are made, none is answered 5xx', async () => {
  const treasurer = await on.console.signIn('tresorier2');
  const { walletId } = on.people.fatou;
  const answers = await Promise.all(
    Array.from({ length: 64 }, () =>
      treasurer.postJson(`/admin/api/resources/Wallet/records/${walletId}/payout`, {
        amount: 1_000,
        phone: '+22671000003',
        method: 'wave',
        idempotencyKey: unique('at-once'),
      }),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const bodies = answers.map(({ text }) => JSON.parse(text));
  const made = bodies.filter(({ transaction }) => transaction);
  const refused = bodies.filter(({ transaction }) => !transaction);
  expect(made).toHaveLength(10);
  for (const { notice } of refused) expect(notice.type).toBe('error');
  for (const { transaction, notice } of made) {
    expect(transaction).toMatchObject({ status: 'PENDING', amount: '1000' });
    expect(notice.type).toBe('success');
  }
  expect(await balanceOf(on.database.pool, on.people.fatou)).toBe(0);
  const orders = await fetch(`${on.console.sandbox.url}/sandbox/operations`, {
    headers: { authorization: 'Bearer pk_test_console' },
  });
  const { operations } = (await orders.json()) as { operations: unknown[] };
  expect(operations).toHaveLength(10);
});
