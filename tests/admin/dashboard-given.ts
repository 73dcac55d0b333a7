import type { ConsoleForTests } from '../support/console.ts';
import { inThePast } from '../support/past.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A house with something in every figure: breaks of each age, a busy day, a month of balances. */
export async function givenBusyHouse(world: ConsoleForTests): Promise<void> {
  await givenBreaks(world);
  await givenDay(world);
  await givenMonth(world);
}

const BREAKS = [
  ['missing_in_ledger', 'deposit', 5, 12_000],
  ['unknown_reference', 'deposit', 40, 5_500],
  ['amount_mismatch', 'deposit', 300, 800],
  ['missed_delivery', 'payout', 400, 65_000],
  ['fee_difference', 'payout', 2_000, 150],
  ['status_conflict', 'deposit', 2_500, 240_000],
  ['missing_at_gateway', 'payout', 8_000, 31_000],
  ['proof_gap', null, 9_000, 1_250],
] as const;

async function givenBreaks({ database, people }: ConsoleForTests): Promise<void> {
  for (const [kind, flow, minutes, value] of BREAKS)
    await database.owner.query(
      `insert into break_item (kind, reference, flow, method, phone, value, difference, business_day, opened_at, assignee_id, due_at)
       values ($1, $2, $3, 'wave', '+22670333333', $4, $4, case when $1 = 'proof_gap' then current_date - 6 end,
         db_now() - $5 * interval '1 minute', case when $3 = 'payout' then $6::uuid end, db_now() - interval '1 hour')`,
      [kind, unique('break'), flow, value, minutes, people.finance.id],
    );
}

const PAID = [
  ['DEPOSIT', 'wave', 45_000, 'completed'],
  ['DEPOSIT', 'wave', 7_500, 'completed'],
  ['DEPOSIT', 'orange_money', 61_000, 'completed'],
  ['DEPOSIT', 'orange_money', 1_000, 'failed'],
  ['DEPOSIT', 'moov_money', 9_000, 'completed'],
  ['WITHDRAWAL', 'wave', 12_000, 'completed'],
  ['WITHDRAWAL', 'orange_money', 3_000, 'completed'],
  ['WITHDRAWAL', 'moov_money', 2_000, 'failed'],
] as const;

const OPEN = [
  ['DEPOSIT', 4_000, 5],
  ['DEPOSIT', 2_000, 6],
  ['WITHDRAWAL', 900, 200],
] as const;

async function givenDay({ database, people, console }: ConsoleForTests): Promise<void> {
  const of = { by: people.tresorier, member: people.moussa } as const;
  for (const [type, method, amount, state] of PAID) {
    const { id, reference } = await givenPayment(database.pool, {
      type,
      amount,
      method,
      ...of,
    });
    const kind = type === 'DEPOSIT' ? 'payment' : 'payout';
    await console.app.settle(
      fact({ reference, amount: BigInt(amount), state, kind, event: `${kind}.${state}` }),
    );
    await database.owner.query(
      `update transaction set sent_at = settled_at - $2 * interval '1 second' where id = $1`,
      [id, 20 + (amount % 700)],
    );
  }
  for (const [type, amount, minutes] of OPEN)
    await inThePast(database.ownerUrl, new Date(Date.now() - minutes * MINUTE), (pool) =>
      givenPayment(pool, { type, amount, ...of }),
    );
}

/** Openings of thirty days, and the gateway's word for some of them. */
async function givenMonth({ database, people }: ConsoleForTests): Promise<void> {
  for (let days = 29; days > 0; days -= 1)
    await inThePast(database.ownerUrl, new Date(Date.now() - days * DAY), (pool) =>
      pool.query('select post_opening($1, $2)', [
        people.fatou.walletId,
        8_000 + ((days * 7_919) % 23_000),
      ]),
    );
  await database.owner.query(
    `insert into balance_reading (day, currency, amount, source, at)
     select (db_now() - n * interval '1 day')::date, 'XOF', (
       select -sum(p.amount) + case n when 5 then 12500 else 0 end from posting p join journal j on j.id = p.journal_id
       where p.account_id = system_account('gateway_float', 'XOF') and j.recorded_at < (db_now() - (n - 1) * interval '1 day')::date
     ), 'typed', db_now() from generate_series(2, 24, 3) n`,
  );
}
