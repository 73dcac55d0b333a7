import { describe, expect, test } from 'vitest';
import type { AppError } from '../../src/kernel/errors.ts';
import { useConsole } from '../support/console.ts';
import type { GivenPerson } from '../support/given.ts';
import { unique } from '../support/payments.ts';

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
const refusalOf = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => {
      throw new Error('It was not refused.');
    },
    (error: AppError) => error,
  );
const rowCount = async () =>
  (await pool().query('select count(*)::int as count from transaction')).rows[0].count;

describe('bad input gets a clear sentence and changes nothing', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['no amount', { amount: '' }, 'amount', 'amount_invalid'],
    ['a fraction', { amount: '10.5' }, 'amount', 'amount_invalid'],
    ['a comma', { amount: '1,000' }, 'amount', 'amount_invalid'],
    ['a negative', { amount: '-100' }, 'amount', 'amount_invalid'],
    ['zero', { amount: '0' }, 'amount', 'amount_invalid'],
    ['an exponent', { amount: '1e3' }, 'amount', 'amount_invalid'],
    ['an object', { amount: { $gt: 0 } }, 'amount', 'amount_invalid'],
    ['an object that is no text', { amount: { toString: 1 } }, 'amount', 'amount_invalid'],
    ['a list', { amount: ['5000'] }, 'amount', 'amount_invalid'],
    ['too little', { amount: '99' }, 'amount', 'amount_below'],
    ['too much', { amount: '2000001' }, 'amount', 'amount_above'],
    ['an unknown method', { method: 'paypal' }, 'method', 'method_unknown'],
    ['a payout by card', { method: 'visa' }, 'method', 'method_direction'],
    ['no phone', { phone: '' }, 'phone', 'phone_invalid'],
    ['a phone that is no text', { phone: { toString: 1 } }, 'phone', 'phone_invalid'],
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
