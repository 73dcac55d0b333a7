import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '../../src/db/embedded.ts';

const parent = mkdtempSync(join(tmpdir(), 'tontine-embedded-'));
// As root, the server's own user must be able to pass through.
chmodSync(parent, 0o711);
const dataDir = join(parent, 'data');
let database: EmbeddedDatabase;

afterAll(async () => {
  await database?.stop();
  rmSync(parent, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0] ?? {};
  } finally {
    await client.end();
  }
}

const serverPid = (): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

test('the first start makes a UTF-8 database that belongs to the owner, with durable commits', async () => {
  database = await startEmbedded({ dataDir });
  const answer = await ask(
    database.ownerUrl,
    `select pg_encoding_to_char(encoding) as encoding, pg_get_userbyid(datdba) as owner,
            current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            lower('É') as lower
       from pg_database where datname = current_database()`,
  );
  expect(answer).toEqual({
    encoding: 'UTF8',
    owner: 'tontine_owner',
    fsync: 'on',
    commit: 'on',
    lower: 'é',
  });
});

test('the passwords are random and readable by their owner only', () => {
  const file = join(dataDir, 'postgres.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const passwords = Object.values(JSON.parse(readFileSync(file, 'utf8')).passwords);
  expect(new Set(passwords).size).toBe(4);
});

test('the runtime role cannot make tables, and the reading role cannot write', async () => {
  await expect(ask(database.appUrl, 'create table mine (id int)')).rejects.toThrow(
    /permission denied/,
  );
  await expect(ask(database.readUrl, 'create temp table mine (id int)')).rejects.toThrow();
});

test('a second start adopts the server that still lives', async () => {
  const before = serverPid();
  database = await startEmbedded({ dataDir });
  expect(serverPid()).toBe(before);
});

test('after kill -9 of the server the next start recovers what was committed', async () => {
  await ask(database.ownerUrl, 'create table kept as select 42 as answer');
  process.kill(serverPid(), 'SIGKILL');
  database = await startEmbedded({ dataDir });
  expect(await ask(database.ownerUrl, 'select answer from kept')).toEqual({ answer: 42 });
});

test('a pid file that names a living stranger does not stop the start', async () => {
  await database.stop();
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  writeFileSync(file, `${process.pid}\n${dataDir}/postgres\n1\n1\n\n127.0.0.1\n\n`);
  database = await startEmbedded({ dataDir });
  expect(await ask(database.ownerUrl, 'select 1 as one')).toEqual({ one: 1 });
});

test('stop leaves no server process behind', async () => {
  await database.stop();
  const listed = spawnSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).stdout;
  expect(listed.split('\n').filter((line) => line.includes(dataDir))).toEqual([]);
});
