import { expect, test } from 'vitest';
import { recover } from '../../src/payments/recover.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople } from '../support/given.ts';
import { someoneWaits } from '../support/locks.ts';
import { givenPayment, statusOf } from '../support/payments.ts';

const db = useDatabase();

test('recover takes its wallets by id: a batch that holds the first one gets the next', async () => {
  const { awa, moussa, tresorier } = await givenPeople(db.owner);
  const [low, high] = awa.walletId < moussa.walletId ? [awa, moussa] : [moussa, awa];
  const holdOf = (member: typeof awa) =>
    givenPayment(db.pool, {
      type: 'WITHDRAWAL',
      amount: 100,
      by: tresorier,
      member,
      state: 'NOT_SENT',
    });
  const holds = [await holdOf(high), await holdOf(low)];
  await db.owner.query(`update transaction set pending_at = pending_at - interval '3 minutes'`);

  const batch = await db.owner.connect();
  const take = (id: string) =>
    batch.query('select from wallet where id = $1 for no key update', [id]);
  await batch.query(`begin; set local lock_timeout = '300ms'`);
  await take(low.walletId);
  const recovered = recover(db.pool, 1_000);
  expect(await someoneWaits(db.owner)).toBe(true);
  await take(high.walletId);
  await batch.query('commit');
  batch.release();

  expect(await recovered).toHaveLength(2);
  for (const { id } of holds) expect(await statusOf(db.pool, id)).toBe('FAILED');
});
