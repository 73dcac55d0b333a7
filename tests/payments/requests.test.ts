import { describe, expect, test } from 'vitest';
import type { AppError } from '../../src/kernel/errors.ts';
import { useConsole } from '../support/console.ts';
import type { GivenPerson } from '../support/given.ts';
import { balanceOf, statusOf, unique } from '../support/payments.ts';

let calls = 0;
const on = useConsole({
  gatewayTimeoutMs: 700,
  sandbox: { payoutDelayMs: null, slowAnswerMs: 1_500 },
  wrapGateway: (gateway) => ({
    ...gateway,
    initiateDeposit: (order) => {
      calls += 1;
      return gateway.initiateDeposit(order);
    },
    initiatePayout: (order) => {
      calls += 1;
      return gateway.initiatePayout(order);
    },
  }),
});

const pool = () => on.database.pool;
const ask = (over: Record<string, unknown> = {}) => ({
  actor: on.people.awa as GivenPerson,
  walletId: on.people.awa.walletId,
  amount: '1000' as unknown,
  phone: '+22670123456' as unknown,
  method: 'wave' as unknown,
  idempotencyKey: unique('key') as unknown,
  ...over,
});
const door = async (id: string, act: string) => {
  const answer = await fetch(`${on.console.sandbox.url}/sandbox/operations/${id}/${act}?wait=1`, {
    method: 'POST',
    headers: { authorization: 'Bearer pk_test_console' },
  });
  expect(answer.status).toBe(200);
};
const refusalOf = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => {
      throw new Error('It was not refused.');
    },
    (error: AppError) => error,
  );
const rowCount = async () =>
  (await pool().query('select count(*)::int as count from transaction')).rows[0].count;
const phone = (last: string) => `+226700000${last}`;

describe('a deposit', () => {
  test('is accepted with a payment page, and credited only when it is paid', async () => {
    const before = await balanceOf(pool(), on.people.awa);
    const { outcome, transaction } = await on.console.app.requestDeposit(ask({ amount: '5 000' }));
    expect(outcome).toBe('accepted');
    expect(new URL(transaction.paymentUrl ?? '').hostname).toBe('127.0.0.1');
    expect(await balanceOf(pool(), on.people.awa)).toBe(before);
    await door(transaction.id, 'pay');
    expect(await statusOf(pool(), transaction.id)).toBe('COMPLETED');
    expect(await balanceOf(pool(), on.people.awa)).toBe(before + 5_000);
  });

  test('that the payer refuses fails with a reason and credits nothing', async () => {
    const before = await balanceOf(pool(), on.people.awa);
    const { transaction } = await on.console.app.requestDeposit(ask());
    await door(transaction.id, 'refuse');
    const { rows } = await pool().query(
      'select status, failure_reason from transaction where id = $1',
      [transaction.id],
    );
    expect(rows).toEqual([{ status: 'FAILED', failure_reason: 'not_approved' }]);
    expect(await balanceOf(pool(), on.people.awa)).toBe(before);
  });
});

describe('a payout', () => {
  test('debits at once, and is complete after the webhook', async () => {
    const before = await balanceOf(pool(), on.people.moussa);
    const asked = ask({
      actor: on.people.moussa,
      walletId: on.people.moussa.walletId,
      amount: 2_000,
    });
    const { outcome, transaction, balance } = await on.console.app.requestPayout(asked);
    expect([outcome, balance]).toEqual(['accepted', String(before - 2_000)]);
    await door(transaction.id, 'complete');
    expect(await statusOf(pool(), transaction.id)).toBe('COMPLETED');
    expect(await balanceOf(pool(), on.people.moussa)).toBe(before - 2_000);
  });

  test('that fails comes back to the franc', async () => {
    const before = await balanceOf(pool(), on.people.moussa);
    const { transaction } = await on.console.app.requestPayout(
      ask({ actor: on.people.moussa, walletId: on.people.moussa.walletId }),
    );
    await door(transaction.id, 'fail');
    expect(await balanceOf(pool(), on.people.moussa)).toBe(before);
  });

  test('without the balance is refused: no row, no gateway call', async () => {
    const [rows, before] = [await rowCount(), calls];
    const error = await refusalOf(on.console.app.requestPayout(ask({ amount: '900000' })));
    expect(error).toMatchObject({
      kind: 'Conflict',
      code: 'insufficient_funds',
      details: { field: 'amount' },
    });
    expect([await rowCount(), calls]).toEqual([rows, before]);
  });

  test('64 at once of 1 000 against 10 000 succeed exactly 10 times', async () => {
    const { rows } = await pool().query<{ id: string }>('select id from wallet where id = $1', [
      on.people.fatou.walletId,
    ]);
    const results = await Promise.allSettled(
      Array.from({ length: 64 }, () =>
        on.console.app.requestPayout(
          ask({ actor: on.people.other, walletId: rows[0]!.id, phone: '+22671000003' }),
        ),
      ),
    );
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(10);
    for (const result of results) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'insufficient_funds' });
    }
    expect(await balanceOf(pool(), on.people.fatou)).toBe(0);
    expect(on.console.sandbox.books()).toBeDefined();
  });
});

describe('what the gateway answers decides what the person is told, and where the money is', () => {
  test.each([
    ['01', 'refused', 'FAILED', true],
    ['02', 'unknown', 'PENDING', false],
    ['03', 'unknown', 'PENDING', false],
    ['04', 'unknown', 'PENDING', false],
    ['05', 'unknown', 'PENDING', false],
    ['06', 'unknown', 'PENDING', false],
    ['11', 'accepted', 'PENDING', false],
  ] as const)('a payout to …%s is %s', async (last, outcome, status, returned) => {
    const before = await balanceOf(pool(), on.people.awa);
    const result = await on.console.app.requestPayout(ask({ amount: 200, phone: phone(last) }));
    expect([result.outcome, result.transaction.status]).toEqual([outcome, status]);
    expect(await balanceOf(pool(), on.people.awa)).toBe(returned ? before : before - 200);
  });

  test('an unknown outcome that had happened is completed by its webhook', async () => {
    const { transaction } = await on.console.app.requestPayout(
      ask({ amount: 200, phone: phone('03') }),
    );
    await door(transaction.id, 'complete');
    expect(await statusOf(pool(), transaction.id)).toBe('COMPLETED');
  });

  test('a webhook before the answer completes, and the answer only adds the reference', async () => {
    const { outcome, transaction } = await on.console.app.requestPayout(
      ask({ amount: 200, phone: phone('09') }),
    );
    expect([outcome, transaction.gatewayReference]).toEqual(['completed', expect.any(String)]);
  });
});

describe('an idempotency key', () => {
  test('acts once: the same key and content answer the same row, also at once', async () => {
    const before = [await rowCount(), calls] as const;
    const same = ask({ amount: 300 });
    const results = await Promise.all(
      Array.from({ length: 8 }, () => on.console.app.requestPayout(same)),
    );
    expect(new Set(results.map(({ transaction }) => transaction.id)).size).toBe(1);
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect([await rowCount(), calls]).toEqual([before[0] + 1, before[1] + 1]);
  });

  test('with other content is a conflict and changes nothing', async () => {
    const first = ask({ amount: 300 });
    await on.console.app.requestPayout(first);
    const before = [await rowCount(), calls];
    for (const over of [{ amount: 301 }, { phone: '+22676543210' }, { method: 'moov_money' }]) {
      const error = await refusalOf(on.console.app.requestPayout({ ...first, ...over }));
      expect(error).toMatchObject({ kind: 'Conflict', code: 'idempotency_conflict' });
    }
    expect(await refusalOf(on.console.app.requestDeposit(first))).toMatchObject({
      code: 'idempotency_conflict',
    });
    expect([await rowCount(), calls]).toEqual(before);
  });
});

test('a gateway that cannot be reached leaves a failed row, the money back, and may be tried again', async () => {
  const before = await balanceOf(pool(), on.people.moussa);
  await on.console.sandbox.close();
  const result = await on.console.app.requestPayout(
    ask({ actor: on.people.moussa, walletId: on.people.moussa.walletId }),
  );
  expect([result.outcome, result.transaction.status, result.transaction.failureReason]).toEqual([
    'not_sent',
    'FAILED',
    'never_sent',
  ]);
  expect(await balanceOf(pool(), on.people.moussa)).toBe(before);
});
