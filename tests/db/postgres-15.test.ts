import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/db/embedded-memory.ts';
import { chooseServerUser } from '../../src/db/embedded-user.ts';
import { migrate } from '../../src/db/migrate.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createSettle } from '../../src/payments/settle.ts';
import { givenPeople } from '../support/given.ts';
import { balanceOf, fact, givenPayment } from '../support/payments.ts';

/** The oldest PostgreSQL that we promise, where Debian's is installed. */
const BIN = '/usr/lib/postgresql/15/bin';
const installed = existsSync(join(BIN, 'initdb'));
const onPostgres15 = test.skipIf(!installed);

let folder: string;
let port: number;
const user = chooseServerUser(join(tmpdir(), 'none'));

function run(command: string, args: string[]): void {
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  const { status, stderr } = spawnSync(join(BIN, command), args, {
    ...identity,
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(stderr);
}

const url = (role: string) => `postgres://${role}@127.0.0.1:${port}/tontine`;

beforeAll(async () => {
  if (!installed) return;
  folder = mkdtempSync(join(tmpdir(), 'postgres-15-'));
  if (user) chownSync(folder, user.uid, user.gid);
  port = await freePort();
  const data = join(folder, 'data');
  run('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ]);
  const options = `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  run('pg_ctl', ['start', '-D', data, '-w', '-s', '-l', join(folder, 'log'), '-o', options]);
  const client = new pg.Client({
    connectionString: url('postgres').replace('/tontine', '/postgres'),
  });
  await client.connect();
  for (const role of ['tontine_owner', 'tontine_app', 'tontine_read'])
    await client.query(`create role ${role} login`);
  await client.query('create database tontine owner tontine_owner');
  await client.end();
});

afterAll(() => {
  if (!installed) return;
  run('pg_ctl', ['stop', '-D', join(folder, 'data'), '-m', 'immediate', '-s']);
  rmSync(folder, { recursive: true, force: true });
});

onPostgres15('the migrations apply to PostgreSQL 15, and money moves there', async () => {
  await migrate({
    ownerUrl: url('tontine_owner'),
    appUrl: url('tontine_app'),
    readUrl: url('tontine_read'),
  });
  const owner = new pg.Pool({ connectionString: url('tontine_owner'), max: 2 });
  const pool = new pg.Pool({ connectionString: url('tontine_app'), max: 2 });
  try {
    expect((await pool.query('show server_version_num')).rows[0].server_version_num).toMatch(/^15/);
    const people = await givenPeople(owner);
    const { reference } = await givenPayment(pool, {
      type: 'DEPOSIT',
      amount: 5_000,
      by: people.tresorier,
      member: people.awa,
    });
    const settle = createSettle({ pool, log: pino({ level: 'silent' }) });
    expect((await settle(fact({ reference, fee: 100n }))).outcome).toBe('completed');
    expect(await balanceOf(pool, people.awa)).toBe(30_000);
    expect(await verifyLedger(pool)).toEqual([]);
  } finally {
    await pool.end();
    await owner.end();
  }
});
