import pg from 'pg';
import { createLog } from '../../src/kernel/log.ts';
import { createSettle } from '../../src/payments/settle.ts';
import type { ConsoleForTests } from '../support/console.ts';
import { fact, givenPayment } from '../support/payments.ts';

const DAY_MS = 86_400_000;

/** A day of the tests' zone, which is UTC: so many days before the console's today. */
export const dayBefore = (now: Date, days = 1): string =>
  new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);

/** A deposit that arrived at noon of that day, with its fee. Answers its id and the gateway's reference. */
export async function givenDepositOn(
  { database, people }: ConsoleForTests,
  day: string,
  { amount, fee }: { amount: number; fee: number },
) {
  // Only the owner may set the database's clock.
  const pool = new pg.Pool({
    connectionString: database.ownerUrl,
    options: `-c tontine.clock=${day}T12:00:00Z`,
    max: 1,
  });
  try {
    const { id, reference } = await givenPayment(pool, {
      type: 'DEPOSIT',
      amount,
      by: people.tresorier,
      member: people.awa,
    });
    const settle = createSettle({ pool, log: createLog('fatal') });
    await settle(fact({ reference, amount: BigInt(amount), fee: BigInt(fee) }));
    return { id, reference };
  } finally {
    await pool.end();
  }
}
