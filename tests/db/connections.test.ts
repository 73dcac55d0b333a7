import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { alone } from '../../src/db/alone.ts';
import { inTransaction } from '../../src/db/in-transaction.ts';
import { openDatabase } from '../../src/db/pools.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();

/** What a restart of the server does to one connection. */
const kill = async (pid: number) => {
  const { pool, close } = openDatabase(db.appUrl);
  await pool.query('select pg_terminate_backend($1)', [pid]);
  await close();
  await sleep(100);
};

test('a job whose lock’s connection dies ends in an error, not in the end of the process', async () => {
  const { pool, close } = openDatabase(db.appUrl);
  const job = alone(pool, 'doomed', async () => {
    const { rows } = await pool.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())`,
    );
    await kill(rows[0]!.pid);
  });
  await expect(job).rejects.toThrow();
  expect(await alone(pool, 'doomed', async () => 'taken over')).toBe('taken over');
  await close();
});

test('a transaction whose connection dies fails, and the next one gets a connection that works', async () => {
  const { pool, close } = openDatabase(db.appUrl, { max: 1 });
  const doomed = inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await kill(rows[0]!.pid);
    await tx.query('select 1');
  });
  await expect(doomed).rejects.toThrow();
  const { rows } = await pool.query('select 1 as one');
  expect(rows).toEqual([{ one: 1 }]);
  await close();
});
