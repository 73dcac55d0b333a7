import { beforeAll, expect, test } from 'vitest';
import { settleFacts } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { someoneWaits } from '../support/locks.ts';
import { balanceOf, fact, givenPayment } from '../support/payments.ts';

const db = useDatabase();
let people: People;
beforeAll(async () => {
  people = await givenPeople(db.owner);
});

/** What a statement locked is newer than what it may change: it says so, and is run again. */
test.each([1, 3])(
  'a batch of %i waits for a transaction that is being changed, and settles it',
  async (size) => {
    const { awa, tresorier } = people;
    const before = await balanceOf(db.pool, awa);
    const deposit = { type: 'DEPOSIT', amount: 100, by: tresorier, member: awa } as const;
    const payments = await Promise.all(
      Array.from({ length: size }, () => givenPayment(db.pool, deposit)),
    );

    const other = await db.owner.connect();
    await other.query('begin');
    await other.query(`update transaction set warning = 'no_answer' where id = $1`, [
      payments[0]!.id,
    ]);
    const settled = settleFacts(
      db.pool,
      payments.map(({ reference }) => fact({ reference })),
    );
    expect(await someoneWaits(db.owner)).toBe(true);
    await other.query('commit');
    other.release();

    expect((await settled).map(({ outcome }) => outcome)).toEqual(payments.map(() => 'completed'));
    expect((await balanceOf(db.pool, awa)) - before).toBe(size * 100);
  },
);
