import { expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { unique } from '../support/payments.ts';

const on = useConsole({ sandbox: { payoutDelayMs: null } });

/** GetMiPay answers 500 to every order of this phone. */
const UNANSWERED = '+22670000004';

const deposit = (who: 'awa' | 'moussa' | 'fatou', phone: string | null) =>
  on.console.app.requestDeposit({
    actor: on.people[who],
    walletId: on.people[who].walletId,
    amount: 100,
    phone,
    method: 'wave',
    idempotencyKey: unique('unanswered'),
  });

test('a member with eight unanswered orders starts no ninth, and nobody else is kept from paying', async () => {
  for (let made = 0; made < 8; made += 1) {
    expect((await deposit('awa', UNANSWERED)).outcome).toBe('unknown');
  }
  await expect(deposit('awa', UNANSWERED)).rejects.toMatchObject({
    kind: 'Conflict',
    code: 'too_many_unanswered',
  });
  expect(on.console.app.gatewayState().health).toEqual({ up: true });
  expect((await deposit('moussa', on.people.moussa.phone)).outcome).toBe('accepted');
});

test('orders at once are counted as well', async () => {
  const atOnce = await Promise.allSettled(
    Array.from({ length: 20 }, () => deposit('fatou', UNANSWERED)),
  );
  expect(atOnce.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
  expect(on.console.app.gatewayState().health).toEqual({ up: true });
});
