import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import type { GatewayFact } from '../../src/payments/gateway.ts';
import { createSettle, settleFacts } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { balanceOf, fact, givenPayment } from '../support/payments.ts';

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

test('an authentic event that moves nothing is stored and ignored', async () => {
  const raw = Buffer.from('{"event":"account.updated"}');
  expect((await settle(fact({ kind: null, state: null, raw }))).outcome).toBe('ignored');
  expect((await settle(fact({ kind: null, state: null, raw }))).outcome).toBe('duplicate');
  const { rows } = await db.pool.query('select raw from webhook_event where hash = sha256($1)', [
    raw,
  ]);
  expect(rows).toEqual([{ raw }]);
});

test('the same event 50 times at once credits once', async () => {
  const before = await balanceOf(db.pool, people.moussa);
  const { reference } = await givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount: 3_000,
    by: people.tresorier,
    member: people.moussa,
  });
  const raw = Buffer.from(`replayed ${reference}`);
  const outcomes = (
    await settleAll(Array.from({ length: 50 }, () => fact({ reference, raw })))
  ).map((s) => s.outcome);
  expect(outcomes.filter((o) => o === 'completed')).toHaveLength(1);
  expect(outcomes.filter((o) => o === 'duplicate')).toHaveLength(49);
  expect(await balanceOf(db.pool, people.moussa)).toBe(before + 3_000);
});

test('two processes that settle the same events at once give each one effect', async () => {
  const before = await balanceOf(db.pool, people.moussa);
  const other = createSettle({ pool: db.pool, log: pino({ level: 'silent' }) });
  const payments = await Promise.all(
    Array.from({ length: 20 }, () =>
      givenPayment(db.pool, {
        type: 'DEPOSIT',
        amount: 100,
        by: people.tresorier,
        member: people.moussa,
      }),
    ),
  );
  const facts = payments.map(({ reference }) =>
    fact({ reference, raw: Buffer.from(`twice ${reference}`) }),
  );
  const settled = await Promise.all([...facts.map(settle), ...[...facts].reverse().map(other)]);
  expect(settled.filter((s) => s.outcome === 'completed')).toHaveLength(20);
  expect(settled.filter((s) => s.outcome === 'duplicate')).toHaveLength(20);
  expect(await balanceOf(db.pool, people.moussa)).toBe(before + 2_000);
});

test('the first valid fact of a batch wins, the same state again is a duplicate, another is suspended', async () => {
  const { reference } = await deposit(900);
  const outcomes = await settleAll([
    fact({ reference, amount: 1n }),
    fact({ reference, amount: 900n }),
    fact({ reference, amount: 1n }),
    fact({ reference, state: 'failed' }),
  ]);
  expect(outcomes.map((o) => [o.outcome, o.reason])).toEqual([
    ['suspended', 'amount_mismatch'],
    ['completed', null],
    ['duplicate', null],
    ['suspended', 'conflicting_final_state'],
  ]);
});

test('each later report of a fee posts the difference only', async () => {
  const before = await balanceOf(db.pool, people.awa);
  const { id, reference } = await deposit(5_000);
  await settleAll([
    fact({ reference, fee: 150n }),
    fact({ reference, fee: 200n }),
    fact({ reference, fee: 200n }),
    fact({ reference, fee: 120n }),
  ]);
  const { rows } = await db.pool.query(
    `select t.fee::int, array_agg(p.amount::int order by j.step) as float from transaction t join journal j on j.transaction_id = t.id and j.kind = 'FEE'
     join posting p on p.journal_id = j.id and p.account_id = system_account('gateway_float', 'XOF') where t.id = $1 group by 1`,
    [id],
  );
  expect(rows).toEqual([{ fee: 120, float: [150, 50, -80] }]);
  expect(await balanceOf(db.pool, people.awa)).toBe(before + 5_000);
});

test('in one batch a report of the same fee leaves no gap between the fee journals', async () => {
  const { id, reference } = await deposit();
  await settleFacts(
    db.pool,
    [0n, 100n, 100n, 90n].map((fee) => fact({ reference, fee })),
  );
  const { rows } = await db.pool.query(
    `select array_agg(step order by step) as steps from journal where transaction_id = $1 and kind = 'FEE'`,
    [id],
  );
  expect(rows).toEqual([{ steps: [3, 4] }]);
});

test('a fact that cannot be settled is stored alone and suspended; the rest of its batch commits', async () => {
  const { reference } = await deposit(800);
  const first = settle(fact({ reference: 'blocks-the-first-batch' }));
  const [good, poisoned] = await settleAll([
    fact({ reference }),
    fact({ reference: 'a NUL\0 that no parser let through' }),
  ]);
  expect((await first).outcome).toBe('suspended');
  expect(good!.outcome).toBe('completed');
  expect(poisoned).toMatchObject({ outcome: 'suspended', reason: 'settle_error' });
});

test('the same bytes look again when their last outcome was suspended', async () => {
  const { id } = await deposit(600, { state: 'SENDING' });
  const early = fact({ reference: 'late-reference', raw: Buffer.from('early bytes') });
  expect((await settle(early)).reason).toBe('unknown_reference');
  await db.owner.query(
    `update transaction set gateway_reference = 'late-reference' where id = $1`,
    [id],
  );
  expect((await settle(early)).outcome).toBe('completed');
});

test('a fact that loses to others is not stored as suspended: the gateway sends it again', async () => {
  const { reference } = await deposit(650);
  const contended = fact({ reference, raw: Buffer.from('contended') });
  await db.owner.query(`create function lose() returns trigger language plpgsql as
    $$ begin raise exception 'lost' using errcode = '40001'; end $$`);
  await db.owner.query(`create trigger lose before insert on webhook_outcome for each row
    when (new.outcome = 'completed') execute function lose()`);
  await expect(settle(contended)).rejects.toMatchObject({ code: '40001' });
  await db.owner.query('drop trigger lose on webhook_outcome');
  expect((await settle(contended)).outcome).toBe('completed');
});
