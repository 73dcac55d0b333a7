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
  actor: on.people.tresorier as GivenPerson,
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
    const asked = ask({ walletId: on.people.moussa.walletId, amount: 2_000 });
    const { outcome, transaction, balance } = await on.console.app.requestPayout(asked);
    expect([outcome, balance]).toEqual(['accepted', String(before - 2_000)]);
    await door(transaction.id, 'complete');
    expect(await statusOf(pool(), transaction.id)).toBe('COMPLETED');
    expect(await balanceOf(pool(), on.people.moussa)).toBe(before - 2_000);
  });

  test('that fails comes back to the franc', async () => {
    const before = await balanceOf(pool(), on.people.moussa);
    const { transaction } = await on.console.app.requestPayout(
      ask({ walletId: on.people.moussa.walletId }),
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

describe('bad input gets a clear sentence and changes nothing', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['no amount', { amount: '' }, 'amount', 'amount_invalid'],
    ['a fraction', { amount: '10.5' }, 'amount', 'amount_invalid'],
    ['a comma', { amount: '1,000' }, 'amount', 'amount_invalid'],
    ['a negative', { amount: '-100' }, 'amount', 'amount_invalid'],
    ['zero', { amount: '0' }, 'amount', 'amount_invalid'],
    ['an exponent', { amount: '1e3' }, 'amount', 'amount_invalid'],
    ['an object', { amount: { $gt: 0 } }, 'amount', 'amount_invalid'],
    ['too little', { amount: '99' }, 'amount', 'amount_below'],
    ['too much', { amount: '2000001' }, 'amount', 'amount_above'],
    ['an unknown method', { method: 'paypal' }, 'method', 'method_unknown'],
    ['a payout by card', { method: 'visa' }, 'method', 'method_direction'],
    ['no phone', { phone: '' }, 'phone', 'phone_invalid'],
    ['a short phone', { phone: '7012' }, 'phone', 'phone_invalid'],
    ['a French phone', { phone: '+33612345678' }, 'phone', 'phone_other_currency'],
    ['a phone of the other franc', { phone: '+237670000000' }, 'phone', 'phone_other_currency'],
    ['no key', { idempotencyKey: undefined }, 'idempotencyKey', 'idempotency_key_invalid'],
    ['a long key', { idempotencyKey: 'k'.repeat(65) }, 'idempotencyKey', 'idempotency_key_invalid'],
    ['a long note', { note: 'n'.repeat(256) }, 'note', 'note_too_long'],
  ])('%s', async (_name, over, field, code) => {
    const before = [await rowCount(), calls];
    const error = await refusalOf(on.console.app.requestPayout(ask(over)));
    expect(error).toMatchObject({ kind: 'InvalidInput', code, details: { field } });
    expect([await rowCount(), calls]).toEqual(before);
  });

  test('a deposit above what a wallet may hold, deposits on their way included', async () => {
    await on.console.app.requestDeposit(ask({ amount: '1900000' }));
    const error = await refusalOf(on.console.app.requestDeposit(ask({ amount: '200000' })));
    expect(error).toMatchObject({
      kind: 'InvalidInput',
      code: 'limit_balance',
      details: { limit: '2000000' },
    });
  });
});

describe('who may start something', () => {
  test.each([
    ['a treasurer of another tontine', () => on.people.other, 'NotFound'],
    ['another member', () => on.people.moussa, 'NotFound'],
    ['finance', () => on.people.finance, 'Forbidden'],
    ['an administrator', () => on.people.admin, 'Forbidden'],
  ] as const)('not %s', async (_name, actor, kind) => {
    const before = [await rowCount(), calls];
    expect(await refusalOf(on.console.app.requestPayout(ask({ actor: actor() })))).toMatchObject({
      kind,
    });
    expect([await rowCount(), calls]).toEqual(before);
  });

  test('the member on their own wallet; the treasurer’s tontine is kept with what they started', async () => {
    const own = await on.console.app.requestPayout(ask({ actor: on.people.awa }));
    const theirs = await on.console.app.requestPayout(ask());
    const { rows } = await pool().query(
      'select tontine_id from transaction where id = any($1) order by id',
      [[own.transaction.id, theirs.transaction.id]],
    );
    expect(rows).toEqual([{ tontine_id: null }, { tontine_id: on.people.tontineId }]);
  });
});

test('a gateway that cannot be reached leaves a failed row, the money back, and may be tried again', async () => {
  const before = await balanceOf(pool(), on.people.moussa);
  await on.console.sandbox.close();
  const result = await on.console.app.requestPayout(ask({ walletId: on.people.moussa.walletId }));
  expect([result.outcome, result.transaction.status, result.transaction.failureReason]).toEqual([
    'not_sent',
    'FAILED',
    'never_sent',
  ]);
  expect(await balanceOf(pool(), on.people.moussa)).toBe(before);
});
