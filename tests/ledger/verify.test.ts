import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../src/db/in-transaction.ts';
import { INVARIANTS } from '../../src/ledger/invariants.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createSettle } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { fact, givenPayment } from '../support/payments.ts';

const db = useDatabase();
let people: People;
let settle: ReturnType<typeof createSettle>;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  settle = createSettle({ pool: db.pool, log: pino({ level: 'silent' }) });
});

const givenHistory = async () => {
  const deposit = await givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount: 900,
    by: people.tresorier,
    member: people.awa,
  });
  const payout = await givenPayment(db.pool, {
    type: 'WITHDRAWAL',
    amount: 300,
    by: people.tresorier,
    member: people.awa,
  });
  await settle(fact({ reference: deposit.reference, fee: 9n }));
  return { deposit, payout };
};

/** What the verifier says of books that were broken with every trigger off; nothing of it is kept. */
async function whenBroken(sql: string, values: unknown[]): Promise<string[]> {
  const broken: string[] = [];
  await inTransaction(db.owner, async (tx) => {
    const { rows } = await tx.query<{ t: string }>(
      `select distinct tgrelid::regclass::text as t from pg_trigger where not tgisinternal`,
    );
    for (const { t } of rows) await tx.query(`alter table ${t} disable trigger user`);
    await tx.query(sql, values);
    for (const { number, sql: proof } of INVARIANTS) {
      const found = await tx.query<{ broken: string }>(proof);
      broken.push(...found.rows.map((row) => `${number}: ${row.broken}`));
    }
    throw new Error('roll back');
  }).catch((error: Error) => {
    if (error.message !== 'roll back') throw error;
  });
  return broken;
}

test('healthy books are clean', async () => {
  await givenHistory();
  expect(await verifyLedger(db.pool)).toEqual([]);
});

test.each<[string, (h: Awaited<ReturnType<typeof givenHistory>>) => [string, unknown[]], RegExp]>([
  [
    'a balance that was edited',
    () => ['update wallet set balance = balance + 1 where id = $1', [people.awa.walletId]],
    /^2: Wallet .* holds/,
  ],
  [
    'a posting that was edited',
    () => [
      `update posting set amount = amount + 1 where account_id = $1 and version = 1`,
      [people.awa.walletId],
    ],
    /^1: Journal .* sums to 1 XOF/,
  ],
  [
    'a posting of no journal',
    () => [
      `insert into posting (journal_id, line, account_id, amount, currency) values (uuid_v7(), 1, system_account('fees', 'XOF'), 1, 'XOF')`,
      [],
    ],
    /^1: A posting refers to journal .* does not exist/,
  ],
  [
    'a journal of no transaction',
    () => [
      `insert into journal (id, kind, transaction_id, step, currency) values (uuid_v7(), 'DEPOSIT', uuid_v7(), 1, 'XOF')`,
      [],
    ],
    /^1: Journal .* refers to a transaction that does not exist/,
  ],
  [
    'an outcome of no event',
    () => [`insert into webhook_outcome (event_id, outcome) values (uuid_v7(), 'ignored')`, []],
    /^1: An outcome refers to event .*do not exist/,
  ],
  [
    'a payout that lost its return',
    ({ payout }) => [
      `update transaction set status = 'FAILED', settled_at = now() where id = $1`,
      [payout.id],
    ],
    /^4: Transaction .* lacks the journals/,
  ],
  [
    'a deposit that was credited while it is pending',
    ({ deposit }) => [
      `update transaction set status = 'PENDING', settled_at = null where id = $1`,
      [deposit.id],
    ],
    /^4: Transaction .* lacks the journals/,
  ],
  [
    'an amount that was edited',
    ({ deposit }) => [`update transaction set amount = 901 where id = $1`, [deposit.id]],
    /^4: Journal .* does not move the amount/,
  ],
  [
    'a fee that was edited',
    ({ deposit }) => [`update transaction set fee = 10 where id = $1`, [deposit.id]],
    /^4: Transaction .* shows a fee of 10, posted are 9/,
  ],
  [
    'a hold that nothing is on its way for',
    ({ payout }) => [`update transaction set amount = 1 where id = $1`, [payout.id]],
    /^5: payout_clearing/,
  ],
  [
    'a queue that forgot a payout',
    ({ payout }) => ['delete from queue_entry where transaction_id = $1', [payout.id]],
    /^6: Transaction .* is missing from the queues/,
  ],
  [
    'a queue that says another amount',
    ({ payout }) => [
      'update queue_entry set amount = amount + 1 where transaction_id = $1',
      [payout.id],
    ],
    /^6: The queue says something else of transaction/,
  ],
  [
    'an event whose bytes changed',
    () => [`update webhook_event set raw = 'forged'`, []],
    /^7: Event .* another hash/,
  ],
])('%s is found', async (_name, breakIt, sentence) => {
  const history = await givenHistory();
  const found = await whenBroken(...breakIt(history));
  expect(
    found.some((line) => sentence.test(line)),
    found.join('\n'),
  ).toBe(true);
});

test('books are never called broken while money moves', async () => {
  const payments = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      givenPayment(db.pool, {
        type: n % 2 ? 'DEPOSIT' : 'WITHDRAWAL',
        amount: 10,
        by: people.tresorier,
        member: people.moussa,
      }),
    ),
  );
  const moving = Promise.all(
    payments.map(({ reference }, n) =>
      settle(
        fact({
          reference,
          kind: n % 2 ? 'payment' : 'payout',
          state: n % 3 ? 'completed' : 'failed',
        }),
      ),
    ),
  );
  const proofs = [];
  for (let n = 0; n < 5; n += 1) proofs.push(verifyLedger(db.pool));
  expect((await Promise.all(proofs)).flat()).toEqual([]);
  expect(
    (await moving).every(({ outcome }) => outcome === 'completed' || outcome === 'failed'),
  ).toBe(true);
});
