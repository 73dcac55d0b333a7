import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/**
 * LIMIT: the smallest honest settlement, one event per call, in plain tables. The denominator of
 * every settle ratio; it never calls our own function.
 */
const TABLES = `
create table l_wallet (id uuid primary key, balance numeric not null default 0 check (balance >= 0)) with (fillfactor = 70);
create table l_tx (id uuid primary key, wallet_id uuid not null references l_wallet, status text not null default 'PENDING', amount numeric not null, created_at timestamptz not null default now()) with (fillfactor = 85);
create index on l_tx (status, created_at);
create index on l_tx (wallet_id, created_at);
create table l_event (key text primary key, tx_id uuid, payload jsonb not null, received_at timestamptz not null default now());
create table l_posting (id bigint generated always as identity primary key, tx_id uuid not null references l_tx, wallet_id uuid references l_wallet, account text not null, amount numeric not null, balance_after numeric, created_at timestamptz not null default now());
create index on l_posting (wallet_id, id);
create index on l_posting (tx_id);
create function l_settle(p_key text, p_tx uuid, p_payload jsonb) returns text language plpgsql as $$
declare w uuid; a numeric; b numeric;
begin
  insert into l_event (key, tx_id, payload) values (p_key, p_tx, p_payload) on conflict do nothing;
  if not found then return 'duplicate'; end if;
  update l_tx set status = 'COMPLETED' where id = p_tx and status = 'PENDING' returning wallet_id, amount into w, a;
  if not found then return 'ignored'; end if;
  update l_wallet set balance = balance + a where id = w returning balance into b;
  insert into l_posting (tx_id, wallet_id, account, amount, balance_after) values (p_tx, w, 'wallet', a, b), (p_tx, null, 'float', -a, null);
  return 'completed';
end $$;
create function l_id(n bigint) returns uuid language sql immutable as $$ select md5('tx' || n)::uuid $$;
`;

const CLIENTS = 16;
const PAYLOAD =
  '{"event": "payment.completed", "transaction_id": "pay_0123456789", "amount": 5000.0, "status": "success"}';

export interface Limit {
  /** Settles the next `count` rows and answers how many a second were settled. */
  run(count: number): Promise<number>;
  readonly how: string;
}

/** Loads `rows` pending transactions on `wallets` wallets into a database of its own. */
export async function prepareLimit(url: string, rows: number, wallets: number): Promise<Limit> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(TABLES);
  await client.query(
    `insert into l_wallet (id) select md5('w' || n)::uuid from generate_series(0, ${wallets - 1}) n`,
  );
  await client.query(
    `insert into l_tx (id, wallet_id, amount) select l_id(n), md5('w' || n % ${wallets})::uuid, 5000 from generate_series(0, ${rows - 1}) n`,
  );
  await client.query('analyze l_wallet, l_tx');
  await client.end();

  let next = 0;
  const pgbench = spawnSync('pgbench', ['--version']).status === 0;
  return {
    how: pgbench ? 'pgbench -n -M prepared -c 16 -j 1' : 'a loop of 16 clients through pg',
    run: async (count) => {
      const first = next;
      next += count;
      if (next > rows) throw new Error('LIMIT has no pending rows left.');
      return pgbench ? runPgbench(url, first, count) : runLoop(url, first, count);
    },
  };
}

async function runPgbench(url: string, first: number, count: number): Promise<number> {
  const each = Math.floor(count / CLIENTS);
  const folder = mkdtempSync(join(tmpdir(), 'limit-'));
  const script = join(folder, 'settle.sql');
  writeFileSync(
    script,
    `\\set i :i + 1\n\\set n ${first} + :client_id * ${each} + :i\nselect l_settle('k' || :n, l_id(:n), '${PAYLOAD}');\n`,
  );
  const { stdout } = await promisify(execFile)('pgbench', [
    ...['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '1', '-t', String(each)],
    ...['-D', 'i=-1', '-f', script, url],
  ]).finally(() => rmSync(folder, { recursive: true }));
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench said: ${stdout}`);
  return Number(tps);
}

async function runLoop(url: string, first: number, count: number): Promise<number> {
  const each = Math.floor(count / CLIENTS);
  const pool = new pg.Pool({ connectionString: url, max: CLIENTS });
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => pool.connect()));
  const started = process.hrtime.bigint();
  await Promise.all(
    clients.map(async (client, index) => {
      for (let i = 0; i < each; i += 1) {
        const n = first + index * each + i;
        await client.query({
          name: 'limit',
          text: `select l_settle('k' || $1::bigint, l_id($1::bigint), $2)`,
          values: [n, PAYLOAD],
        });
      }
    }),
  );
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  for (const client of clients) client.release();
  await pool.end();
  return (each * CLIENTS) / seconds;
}
