import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { createSettle } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { fact, givenPayment } from '../support/payments.ts';

/** Each invariant, attacked through raw SQL: as the runtime role, and as the owner of the tables. */
const db = useDatabase();
let people: People;
let depositId: string;
let payoutId: string;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  const settle = createSettle({ pool: db.pool, log: pino({ level: 'silent' }) });
  const deposit = await givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount: 5_000,
    by: people.tresorier,
    member: people.awa,
  });
  const payout = await givenPayment(db.pool, {
    type: 'WITHDRAWAL',
    amount: 1_000,
    by: people.tresorier,
    member: people.awa,
  });
  await settle(fact({ reference: deposit.reference, fee: 50n }));
  await settle(fact({ kind: 'payout', reference: payout.reference, state: 'failed' }));
  depositId = deposit.id;
  payoutId = payout.id;
});

const asOwner = (sql: string, values: unknown[] = []) => db.owner.query(sql, values);
const asRuntime = (sql: string, values: unknown[] = []) => db.pool.query(sql, values);

/** Two postings under a new journal, in one statement: the way that a balanced journal is made. */
const journalWith = (kind: string, lines: string, step = 9) =>
  asOwner(
    `with j as (insert into journal (id, kind, transaction_id, step, currency) values (uuid_v7(), $1, $2, $3, 'XOF') returning id)
     insert into posting (journal_id, line, account_id, amount, currency, balance_after, version) select j.id, l.* from j, (values ${lines}) l`,
    [kind, depositId, step],
  );
const FLOAT = `system_account('gateway_float', 'XOF')`;
const FEES = `system_account('fees', 'XOF')`;

describe('1: every journal balances', () => {
  test('an unbalanced journal is refused', async () => {
    await expect(
      journalWith(
        'ADJUSTMENT',
        `(1::smallint, ${FLOAT}, -10, 'XOF', null::numeric, null::int), (2::smallint, ${FEES}, 9, 'XOF', null, null)`,
      ),
    ).rejects.toThrow(/^Journal [0-9a-f-]+ does not balance\.$/);
  });
  test('a journal that balances only across currencies is refused', async () => {
    await expect(
      journalWith(
        'ADJUSTMENT',
        `(1::smallint, ${FLOAT}, -10, 'XOF', null::numeric, null::int), (2::smallint, system_account('fees', 'XAF'), 10, 'XAF', null, null)`,
      ),
    ).rejects.toThrow(/does not balance/);
  });
  test('a line added to a balanced journal is refused', async () => {
    await expect(
      asOwner(
        `insert into posting (journal_id, line, account_id, amount, currency)
        select id, 3, ${FEES}, 5, 'XOF' from journal where transaction_id = $1 and step = 1`,
        [depositId],
      ),
    ).rejects.toThrow(/does not balance/);
  });
});

describe('2: a balance equals its postings', () => {
  test('a balance changed without postings is refused at commit', async () => {
    await expect(
      asOwner('update wallet set balance = balance + 1 where id = $1', [people.awa.walletId]),
    ).rejects.toThrow(`The balance of wallet ${people.awa.walletId} does not follow its postings.`);
  });
  test('a wallet born with money is refused', async () => {
    await expect(
      asOwner(`update wallet set balance = 7, version = 1 where id = $1`, [people.fatou.walletId]),
    ).rejects.toThrow(/follow its postings/);
  });
  test('a posting with a running balance of its own is refused', async () => {
    const { rows } = await asRuntime('select version from wallet where id = $1', [
      people.awa.walletId,
    ]);
    const next = rows[0].version + 1;
    await expect(
      journalWith(
        'ADJUSTMENT',
        `(1::smallint, ${FLOAT}, -10, 'XOF', null::numeric, null::int), (2::smallint, '${people.awa.walletId}'::uuid, 10, 'XOF', 999999, ${next})`,
      ),
    ).rejects.toThrow(/has a gap/);
  });
  test('a version may be used once', async () => {
    await expect(
      journalWith(
        'ADJUSTMENT',
        `(1::smallint, ${FLOAT}, -10, 'XOF', null::numeric, null::int), (2::smallint, '${people.awa.walletId}'::uuid, 10, 'XOF', 10, 1)`,
      ),
    ).rejects.toThrow(/posting_account_version_key|does not follow/);
  });
  test('money owed to a person needs a running balance', async () => {
    await expect(
      journalWith(
        'ADJUSTMENT',
        `(1::smallint, ${FLOAT}, -10, 'XOF', null::numeric, null::int), (2::smallint, '${people.awa.walletId}'::uuid, 10, 'XOF', null, null)`,
      ),
    ).rejects.toThrow(/posting_check/);
  });
});

describe('3: nothing owed to a person goes below zero', () => {
  test('a movement larger than the balance is refused', async () => {
    await expect(
      asOwner(
        `select post(array[('ADJUSTMENT', $1::uuid, 9::smallint, 'XOF', $2::uuid, ${FLOAT}, 10000000, null)::movement])`,
        [depositId, people.fatou.walletId],
      ),
    ).rejects.toThrow(/owed_francs/);
  });
  test.each(['-1', '10.5', "'NaN'::numeric", '1e15'])(
    'an amount of %s is refused',
    async (amount) => {
      await expect(
        asOwner(`update wallet set balance = ${amount} where id = $1`, [people.awa.walletId]),
      ).rejects.toThrow(/owed_francs/);
      await expect(
        asOwner(
          `insert into transaction (type, status, gateway_state, user_id, wallet_id, amount, currency, method, phone, dialect, initiated_by, idempotency_key, fingerprint)
        values ('DEPOSIT', 'PENDING', 'NOT_SENT', $1, $2, ${amount}, 'XOF', 'wave', '+22670123456', 'initiate', $1, 'k', 'f')`,
          [people.awa.id, people.awa.walletId],
        ),
      ).rejects.toThrow(/paid_francs/);
    },
  );
});

describe('4: one credit, one return, never both ends', () => {
  test('a second credit of a deposit is refused', async () => {
    await expect(
      asOwner(
        `select post(array[('DEPOSIT', $1::uuid, 1::smallint, 'XOF', ${FLOAT}, $2::uuid, 5000, null)::movement])`,
        [depositId, people.awa.walletId],
      ),
    ).rejects.toThrow(/journal_transaction_step_key/);
  });
  test('a settlement of a payout that was returned is refused', async () => {
    await expect(
      asOwner(
        `select post(array[('PAYOUT_SETTLED', $1::uuid, 2::smallint, 'XOF', system_account('payout_clearing', 'XOF'), ${FLOAT}, 1000, null)::movement])`,
        [payoutId],
      ),
    ).rejects.toThrow(/journal_transaction_step_key/);
  });
  test('a credit under another step is refused', async () => {
    await expect(
      asOwner(
        `select post(array[('DEPOSIT', $1::uuid, 7::smallint, 'XOF', ${FLOAT}, $2::uuid, 5000, null)::movement])`,
        [depositId, people.awa.walletId],
      ),
    ).rejects.toThrow(/journal_check/);
  });
});

describe('6: a terminal state is never left, nor a state skipped', () => {
  test.each(['PENDING', 'FAILED', 'CANCELLED', 'AWAITING_APPROVAL'])(
    'COMPLETED to %s is refused',
    async (status) => {
      await expect(
        asOwner('update transaction set status = $2 where id = $1', [depositId, status]),
      ).rejects.toThrow(`Transaction ${depositId} cannot go from COMPLETED to ${status}.`);
    },
  );
  test('an accepted order cannot become unsent', async () => {
    await expect(
      asOwner(`update transaction set gateway_state = 'NOT_SENT' where id = $1`, [depositId]),
    ).rejects.toThrow(/cannot go from ACCEPTED to NOT_SENT/);
  });
  test.each([
    'amount = 1',
    `phone = '+22670000001'`,
    `gateway_reference = 'other'`,
    `idempotency_key = 'other'`,
    `created_at = now()`,
  ])('what it is about cannot be rewritten: %s', async (change) => {
    await expect(
      asOwner(`update transaction set ${change} where id = $1`, [depositId]),
    ).rejects.toThrow(/cannot be changed/);
  });
});
