import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { createSettle } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { accept, balanceOf, fact, givenPayment, unique } from '../support/payments.ts';

const db = useDatabase();
let people: People;
let settle: ReturnType<typeof createSettle>;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  settle = createSettle({ pool: db.pool, log: pino({ level: 'silent' }) });
});

const deposit = (over: { fee?: number; state?: 'SENDING' } = {}) =>
  givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount: 5_000,
    by: people.tresorier,
    member: people.awa,
    dialect: 'v1',
    ...over,
  });

const completed = (reference: string, fee: bigint | null = null) =>
  settle(fact({ dialect: 'v1', reference, amount: 5_000n, fee }));

async function fees(id: string) {
  const { rows } = await db.pool.query<{ shown: number; posted: number }>(
    `select t.fee::int as shown, coalesce((select -sum(p.amount)::int from journal j join posting p on p.journal_id = j.id
       and p.account_id = system_account('fees', 'XOF') where j.transaction_id = t.id), 0) as posted
     from transaction t where t.id = $1`,
    [id],
  );
  return rows[0];
}

test('a quoted fee is posted when the deposit completes, and the member gets the whole amount', async () => {
  const before = await balanceOf(db.pool, people.awa);
  const { id, reference } = await deposit({ fee: 150 });
  expect(await fees(id)).toEqual({ shown: 0, posted: 0 });
  await completed(reference);
  expect(await fees(id)).toEqual({ shown: 150, posted: 150 });
  expect(await balanceOf(db.pool, people.awa)).toBe(before + 5_000);
});

test('a fee that is reported wins over the quoted one, whichever it is', async () => {
  const higher = await deposit({ fee: 150 });
  await completed(higher.reference, 200n);
  expect(await fees(higher.id)).toEqual({ shown: 200, posted: 200 });
  const none = await deposit({ fee: 150 });
  await completed(none.reference, 0n);
  expect(await fees(none.id)).toEqual({ shown: 0, posted: 0 });
});

test('a quote that comes after the completion is posted then, unless a fee was reported', async () => {
  const quoted = await deposit({ state: 'SENDING' });
  const reference = unique('ref');
  await settle(fact({ dialect: 'v1', ownId: quoted.id }));
  await accept(db.pool, quoted.id, reference, 150);
  expect(await fees(quoted.id)).toEqual({ shown: 150, posted: 150 });

  const reported = await deposit({ state: 'SENDING' });
  await settle(fact({ dialect: 'v1', ownId: reported.id, fee: 0n }));
  await accept(db.pool, reported.id, unique('ref'), 150);
  expect(await fees(reported.id)).toEqual({ shown: 0, posted: 0 });
});

test('a deposit that fails costs no fee', async () => {
  const { id, reference } = await deposit({ fee: 150 });
  await settle(fact({ dialect: 'v1', reference, state: 'failed' }));
  expect(await fees(id)).toEqual({ shown: 0, posted: 0 });
});

test('a quote above the amount, or below zero, is not believed', async () => {
  for (const fee of [5_001, -1]) {
    const { id, reference } = await deposit({ fee });
    await completed(reference);
    expect(await fees(id)).toEqual({ shown: 0, posted: 0 });
  }
});

test('a fee in a hint, or in a fact that was not believed, does not stand for a report', async () => {
  for (const first of [{ state: null }, { amount: 999n }]) {
    const { id } = await deposit({ state: 'SENDING' });
    const reference = unique('MPAYIN');
    await settle(fact({ dialect: 'v1', reference, ownId: id, fee: 30n, ...first }));
    await settle(fact({ dialect: 'v1', source: 'status_query', reference, ownId: id }));
    await accept(db.pool, id, reference, 150);
    expect(await fees(id)).toEqual({ shown: 150, posted: 150 });
  }
});
