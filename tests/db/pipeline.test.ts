import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPipeline, type Query } from '../../src/db/pipeline.ts';
import { type Database, openDatabase } from '../../src/db/pools.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();
let database: Database;
let pool: pg.Pool;
let query: Query;

beforeEach(() => {
  database = openDatabase(db.appUrl);
  pool = database.settlePool;
  query = createPipeline(pool);
});
afterEach(() => database.close());

const ask = async (text: string, values: unknown[] = []): Promise<unknown> =>
  (await query({ text, values, rowMode: 'array' })).rows[0]?.[0];

test('what is on its way shares a connection, each answered its own, and gives it back', async () => {
  const answers = await Promise.all(
    [1, 2, 3].map((n) => ask(`select array[pg_backend_pid(), $1::int]`, [n])),
  );
  const pids = answers.map((answer) => (answer as number[])[0]);
  expect(answers).toEqual([1, 2, 3].map((n) => [pids[0], n]));
  expect(pool.idleCount).toBe(1);
});

test('the next is worked on while this process has not read the last answer', async () => {
  await ask('select 1');
  const first = ask('select extract(epoch from clock_timestamp())::float8 from pg_sleep(0.1)');
  const second = ask('select extract(epoch from clock_timestamp())::float8');
  await turn();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  const seconds = Number(await second) - Number(await first);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(0.5);
});

test('one that fails fails alone', async () => {
  const [failed, answered] = await Promise.allSettled([ask('select 1 / 0'), ask('select 2')]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
  expect(answered).toEqual({ status: 'fulfilled', value: 2 });
  expect(await ask('select 3')).toBe(3);
});

test('a connection that dies fails what is on its way, and the next takes another', async () => {
  const pid = await ask('select pg_backend_pid()');
  const lost = Promise.allSettled([ask('select pg_sleep(10)'), ask('select 2')]);
  await turn();
  await database.pool.query('select pg_terminate_backend($1)', [pid]);
  expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask('select pg_backend_pid()')).not.toBe(pid);
});
