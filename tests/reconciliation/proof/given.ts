import pg from 'pg';
import { createLog } from '../../../src/kernel/log.ts';
import { createSettle } from '../../../src/payments/settle.ts';
import type { ConsoleForTests } from '../../support/console.ts';
import { inThePast } from '../../support/past.ts';
import { fact, givenPayment } from '../../support/payments.ts';

const DAY_MS = 86_400_000;

/** YYYY-MM-DD, so many days ago, in the business zone, which is UTC. */
export const day = (ago: number): string =>
  new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);

export const at = (ago: number, time: string): Date => new Date(`${day(ago)}T${time}Z`);

export const opened = (world: ConsoleForTests, when: Date, amount: number) =>
  inThePast(world.database.ownerUrl, when, (pool) =>
    pool.query('select post_opening($1, $2)', [world.people.awa.walletId, amount]),
  );

/** The balance typed in, and the day closed. */
export async function closed(world: ConsoleForTests, which: string): Promise<void> {
  const { app } = world.console;
  const actor = world.people.finance;
  const { equation } = await app.proof({ actor, day: which });
  await app.recordBalance({ actor, day: which, amount: equation.expected });
  await app.closeDay({ actor, day: which });
}

/** Every account's sum as posted, by kind, without any closed day to begin from. */
export async function fullSums(pool: pg.Pool, until: Date): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ kind: string; sum: string }>(
    `select a.kind, sum(p.amount)::text as sum from posting p join journal j on j.id = p.journal_id join account a on a.id = p.account_id
     where j.currency = 'XOF' and j.recorded_at < $1 group by 1`,
    [until],
  );
  return Object.fromEntries(rows.map(({ kind, sum }) => [kind, sum]));
}

/** A deposit that arrives in a transaction which began then and has not committed. Answers how it commits. */
export async function inFlight(world: ConsoleForTests, when: Date, amount: number) {
  const pool = new pg.Pool({
    connectionString: world.database.ownerUrl,
    max: 1,
    options: `-c tontine.clock=${when.toISOString()}`,
  });
  const { id, reference } = await givenPayment(pool, {
    type: 'DEPOSIT',
    amount,
    by: world.people.tresorier,
    member: world.people.awa,
  });
  const client = await pool.connect();
  await client.query('begin');
  // The settlement begins nothing of its own: it is one statement of this open transaction.
  const within = new Proxy(pool, {
    get: (target, name) => {
      if (name === 'query') return client.query.bind(client);
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  await createSettle({ pool: within, log: createLog('fatal') })(
    fact({ reference, amount: BigInt(amount) }),
  );
  return {
    id,
    commit: async () => {
      await client.query('commit');
      client.release();
      await pool.end();
    },
  };
}
