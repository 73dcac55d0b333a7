import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GatewayFact } from '../../src/payments/gateway.ts';
import { createSettle } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { balanceOf, fact, givenPayment, statusOf } from '../support/payments.ts';

const db = useDatabase();
let people: People;
let settle: (
  one: GatewayFact,
) => Promise<{ outcome: string; reason: string | null; transactionId: string | null }>;
const settleAll = (facts: GatewayFact[]) => Promise.all(facts.map(settle));

beforeAll(async () => {
  people = await givenPeople(db.owner);
  settle = createSettle({ pool: db.pool, log: pino({ level: 'silent' }) });
});

const deposit = (amount = 5_000, over = {}) =>
  givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount,
    by: people.tresorier,
    member: people.awa,
    ...over,
  });
const payout = (amount = 1_000, over = {}) =>
  givenPayment(db.pool, {
    type: 'WITHDRAWAL',
    amount,
    by: people.tresorier,
    member: people.awa,
    ...over,
  });
const payoutFact = (over: Partial<GatewayFact>) =>
  fact({ kind: 'payout', event: 'payout.completed', ...over });

describe('a fact that agrees', () => {
  test('completes a deposit and credits the wallet', async () => {
    const before = await balanceOf(db.pool, people.awa);
    const { id, reference } = await deposit();
    expect(
      await settle(fact({ reference, amount: 5_000n, currency: 'XOF', phone: people.awa.phone })),
    ).toEqual({
      outcome: 'completed',
      reason: null,
      transactionId: id,
    });
    expect(await balanceOf(db.pool, people.awa)).toBe(before + 5_000);
    expect(await statusOf(db.pool, id)).toBe('COMPLETED');
  });

  test('fails a deposit and credits nothing', async () => {
    const before = await balanceOf(db.pool, people.awa);
    const { id, reference } = await deposit();
    const settled = await settle(
      fact({ reference, state: 'failed', failureReason: 'not_approved' }),
    );
    expect(settled.outcome).toBe('failed');
    expect(await balanceOf(db.pool, people.awa)).toBe(before);
    const { rows } = await db.pool.query(
      'select failure_reason, settled_at is not null as settled from transaction where id = $1',
      [id],
    );
    expect(rows).toEqual([{ failure_reason: 'not_approved', settled: true }]);
  });

  test('completes a payout: its hold leaves, the wallet stays', async () => {
    const before = await balanceOf(db.pool, people.awa);
    const { reference } = await payout();
    expect(await balanceOf(db.pool, people.awa)).toBe(before - 1_000);
    expect((await settle(payoutFact({ reference }))).outcome).toBe('completed');
    expect(await balanceOf(db.pool, people.awa)).toBe(before - 1_000);
  });

  test('fails a payout: the hold comes back, once', async () => {
    const before = await balanceOf(db.pool, people.awa);
    const { reference } = await payout();
    const failed = () => payoutFact({ reference, state: 'failed', event: 'payout.failed' });
    expect((await settle(failed())).outcome).toBe('failed');
    expect((await settle(failed())).outcome).toBe('duplicate');
    expect(await balanceOf(db.pool, people.awa)).toBe(before);
  });

  test('is found by our own id where the answer with the reference was lost', async () => {
    const { id } = await deposit(700, { state: 'UNKNOWN' });
    expect(
      (await settle(fact({ ownId: id, reference: 'never-stored', amount: 700n }))).outcome,
    ).toBe('completed');
  });

  test('may echo our own id in capitals as its reference', async () => {
    const { id } = await deposit(700);
    expect((await settle(fact({ ownId: id, reference: id.toUpperCase() }))).outcome).toBe(
      'completed',
    );
  });

  test('takes its transaction out of the queue, or into the failed one', async () => {
    const completed = await deposit();
    const failed = await deposit();
    await settleAll([
      fact({ reference: completed.reference }),
      fact({ reference: failed.reference, state: 'failed' }),
    ]);
    const { rows } = await db.pool.query(
      'select transaction_id, queue from queue_entry where transaction_id = any($1)',
      [[completed.id, failed.id]],
    );
    expect(rows).toEqual([{ transaction_id: failed.id, queue: 'FAILED' }]);
  });
});

describe('a fact that disagrees is suspended and moves nothing', () => {
  test.each<[string, Partial<GatewayFact>, string]>([
    ['another amount', { amount: 4_999n }, 'amount_mismatch'],
    ['another currency', { currency: 'XAF' }, 'currency_mismatch'],
    ['another phone', { phone: '+22670000000' }, 'phone_mismatch'],
    ['an amount that cannot be read', { problem: 'amount_unreadable' }, 'amount_unreadable'],
    ['the other kind', { kind: 'payout', event: 'payout.completed' }, 'kind_mismatch'],
    [
      'our id of another transaction',
      { ownId: '019ac000-0000-7000-8000-000000000000' },
      'reference_mismatch',
    ],
    ['a fee above the amount', { fee: 6_000n }, 'fee_unreadable'],
  ])('%s', async (_name, over, reason) => {
    const before = await balanceOf(db.pool, people.awa);
    const { id, reference } = await deposit();
    expect(await settle(fact({ reference, ...over }))).toMatchObject({
      outcome: 'suspended',
      reason,
    });
    expect(await balanceOf(db.pool, people.awa)).toBe(before);
    expect(await statusOf(db.pool, id)).toBe('PENDING');
    expect((await settle(fact({ reference }))).outcome).toBe('completed');
  });

  test('an unknown reference', async () => {
    expect(await settle(fact({ reference: 'nobody-knows' }))).toEqual({
      outcome: 'suspended',
      reason: 'unknown_reference',
      transactionId: null,
    });
  });

  test('a transaction that was never sent', async () => {
    const { id } = await deposit(500, { state: 'NOT_SENT' });
    expect(await settle(fact({ ownId: id }))).toMatchObject({
      outcome: 'suspended',
      reason: 'not_sent',
    });
  });

  test.each([
    ['completed', 'failed', 0],
    // A payout that was returned and left nevertheless: what it took is held until two people decide.
    ['failed', 'completed', 1_000],
  ] as const)('%s first, %s later: the first terminal state stands', async (first, later, held) => {
    const { id, reference } = await payout();
    expect((await settle(payoutFact({ reference, state: first }))).outcome).toBe(first);
    const balance = await balanceOf(db.pool, people.awa);
    expect(await settle(payoutFact({ reference, state: later }))).toMatchObject({
      outcome: 'suspended',
      reason: 'conflicting_final_state',
    });
    expect(await balanceOf(db.pool, people.awa)).toBe(balance - held);
    expect(await statusOf(db.pool, id)).toBe(first.toUpperCase());
  });
});
