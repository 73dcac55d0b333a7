import { beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../../src/db/in-transaction.ts';
import { INVARIANTS } from '../../../src/ledger/invariants.ts';
import { verifyLedger } from '../../../src/ledger/verify.ts';
import { useConsole } from '../../support/console.ts';
import { fact, unique } from '../../support/payments.ts';
import {
  breakAbout,
  givenContradicted,
  givenPaidTwice,
  givenUnknown,
  propose,
  resolved,
} from './given.ts';

const world = useConsole();
/** A corrected deposit, a payout that was paid twice, money in suspense, and a payout that waits. */
const given = { deposit: '', twice: '', waiting: '', aside: '', resolution: '' };

beforeAll(async () => {
  const deposit = await givenContradicted(world);
  given.deposit = deposit.id;
  given.resolution = await resolved(world, deposit.breakId, 'mark_failed');
  const twice = await givenPaidTwice(world, 3_000);
  given.twice = twice.id;
  await resolved(world, (await breakAbout(world, twice.id)).id, 'mark_completed');
  const orphan = unique('orphan');
  await world.console.app.settle(fact({ reference: orphan, amount: 700n, currency: 'XOF' }));
  await resolved(world, (await breakAbout(world, orphan)).id, 'post_suspense');
  given.waiting = (await givenUnknown(world, 'WITHDRAWAL')).id;
  const aside = await givenUnknown(world);
  given.aside = aside.id;
  await propose(world, aside.breakId, 'set_aside');
});

/** What the verifier says of books that were broken with every rule off; nothing of it is kept. */
async function whenBroken(sql: string): Promise<string[]> {
  const broken: string[] = [];
  await inTransaction(world.database.owner, async (tx) => {
    const { rows } = await tx.query<{ t: string }>(
      `select distinct tgrelid::regclass::text as t from pg_trigger where not tgisinternal`,
    );
    for (const { t } of rows) await tx.query(`alter table ${t} disable trigger user`);
    await tx.query('alter table resolution drop constraint maker_is_not_checker');
    await tx.query(sql.replace(/:(\w+)/g, (_, name: keyof typeof given) => `'${given[name]}'`));
    for (const { name, sql: proof } of INVARIANTS) {
      const found = await tx.query<{ broken: string }>(proof);
      broken.push(...found.rows.map((row) => `${name}: ${row.broken}`));
    }
    throw new Error('roll back');
  }).catch((error: Error) => {
    if (error.message !== 'roll back') throw error;
  });
  return broken;
}

const CORRECTION = '(select id from transaction where corrects_id = :deposit)';

test('books with corrections, holds, suspense and deposits set aside are clean', async () => {
  expect(await verifyLedger(world.database.pool)).toEqual([]);
});

test.each<[string, string, string]>([
  [
    'a correction whose resolution is not approved',
    `update resolution set state = 'REJECTED' where id = :resolution`,
    'a correction was asked for by one person and approved by another',
  ],
  [
    'a correction that one person asked for and approved',
    'update resolution set checked_by = made_by where id = :resolution',
    'a correction was asked for by one person and approved by another',
  ],
  [
    'a correction that nobody asked for',
    `update journal set resolution_id = null where transaction_id = ${CORRECTION}`,
    'a correction was asked for by one person and approved by another',
  ],
  [
    'money in suspense that nobody asked for',
    `alter table journal drop constraint corrections_are_resolved; update journal set resolution_id = null where kind = 'SUSPENSE'`,
    'a correction was asked for by one person and approved by another',
  ],
  [
    'a correction that calls itself a hold',
    `update transaction set adjustment = 'double_funded' where id = ${CORRECTION}; update resolution set plan = '[]' where id = :resolution`,
    'a resolution posted what both people saw',
  ],
  [
    'a correction that posted to another account than was shown',
    `update posting p set account_id = system_account('fees', 'XOF') from journal j
     where j.id = p.journal_id and j.transaction_id = ${CORRECTION} and p.account_id = system_account('gateway_float', 'XOF')`,
    'a resolution posted what both people saw',
  ],
  [
    'a plan that was rewritten afterwards',
    `update resolution set plan = jsonb_set(plan, '{0,amount}', '"4999"') where id = :resolution`,
    'a resolution posted what both people saw',
  ],
  [
    'a correction of somebody else’s wallet',
    `update transaction set wallet_id = (select wallet_id from transaction where id = :twice) where id = ${CORRECTION}`,
    'an adjustment is beside what it corrects, and moves no more than that',
  ],
  [
    'a correction of nothing',
    `update transaction set corrects_id = null where id = ${CORRECTION}`,
    'an adjustment is beside what it corrects, and moves no more than that',
  ],
  [
    'a correction of more than the transaction',
    `update transaction set amount = amount + 1 where id = ${CORRECTION}`,
    'an adjustment is beside what it corrects, and moves no more than that',
  ],
  [
    'a correction that posted nothing',
    `delete from posting where journal_id in (select id from journal where transaction_id = ${CORRECTION}); delete from journal where transaction_id = ${CORRECTION}`,
    'an adjustment is beside what it corrects, and moves no more than that',
  ],
  [
    'a hold that nobody can find any more',
    `update journal set transaction_id = :twice, kind = 'FEE', step = 9 where transaction_id in (select id from transaction where adjustment = 'double_funded' and corrects_id = :twice)`,
    'an adjustment is beside what it corrects, and moves no more than that',
  ],
  [
    'a correction that is booked as the settlement itself',
    `update journal set kind = 'DEPOSIT', step = 1 where transaction_id = ${CORRECTION} and step = 1`,
    'gateway_float is what came in less what went out',
  ],
  [
    'a payout that was set aside',
    `update queue_entry set queue = 'ASIDE', stale_since = null, stale_reason = null where transaction_id = :waiting`,
    'a transaction is in its queue exactly while it is open or failed',
  ],
  [
    'a deposit that was set aside and forgotten',
    'delete from queue_entry where transaction_id = :aside',
    'a transaction is in its queue exactly while it is open or failed',
  ],
])('%s is found', async (_name, sql, invariant) => {
  const found = await whenBroken(sql);
  expect(
    found.some((line) => line.startsWith(`${invariant}: `)),
    found.join('\n'),
  ).toBe(true);
});
