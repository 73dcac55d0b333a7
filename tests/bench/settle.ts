import { rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { sign } from '../../src/getmipay/signature.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { makeTempDir } from '../support/processes.ts';
import { cpuOf, cpuOfAll, parentOf } from './cpu.ts';
import { prepareLimit } from './limit.ts';
import { type LoadResult, sendAll } from './load-client.ts';
import { loadDeposits } from './load-deposits.ts';
import { medianOf } from './median.ts';
import { assertDurable, fillLog, withClient, withDatabase } from './on-server.ts';
import { openSeeded } from './seed.ts';
import { BENCH_SECRET, type StartedConsole, startConsole } from './start-console.ts';

const PAIRS = Number(process.argv[3] ?? 9);
const CLIENTS = Number(process.argv[4] ?? 64);
/** One is the hot wallet: every settlement waits for the same row. */
const WALLETS = Number(process.argv[5] ?? 10_000);
/** So many operations are in the books already (`npm run bench -- seed`); none: the books are new. */
const GROWN = Number(process.argv[6] ?? 0);
const PER_RUN = 16_000;
const WARM_UP = 20_000;
/** Either stands idle while the other runs, and is slow when it begins again: so many are not counted. */
const WARM_AGAIN = 2_000;

/**
 * Signed webhooks over HTTP, each a deposit of its own, against LIMIT on the same server: pairs of
 * runs, interleaved, so that what the machine does besides falls on both.
 */
export async function benchSettle(): Promise<void> {
  const dataDir = makeTempDir();
  const database = GROWN > 0 ? await openSeeded(GROWN) : await openNew(dataDir);
  let server: StartedConsole | undefined;
  try {
    await assertDurable(database.superUrl);
    const total = WARM_UP + PAIRS * (WARM_AGAIN + PER_RUN);
    console.log(`Loading ${WALLETS} wallets and twice ${total} pending deposits…`);
    const references = await withClient(database.ownerUrl, (client) =>
      loadDeposits(client, total, WALLETS),
    );
    const limit = await prepareLimit(await limitDatabase(database.superUrl), total, WALLETS);
    await withClient(database.superUrl, fillLog);
    const started = await startConsole(database.appUrl, dataDir);
    server = started;

    // Made for each run before it: kept for all runs, they gave the clients' collector more to do than the console's.
    const untold = [...references];
    const webhooks = (count: number) =>
      inStretches(untold.splice(0, count)).map((reference) => webhook(started.port, reference));
    await limit.run(WARM_UP);
    await sendAll(started.port, webhooks(WARM_UP), CLIENTS);

    console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}; LIMIT is ${limit.how}`);
    const postgres = await serverPid(database.superUrl);
    const spent = () => [cpuOfAll(postgres), cpuOf(started.pid), cpuOf(process.pid)] as const;
    const pairs: Pair[] = [];
    for (let n = 1; n <= PAIRS; n += 1) {
      await limit.run(WARM_AGAIN);
      const baseline = await limit.run(PER_RUN);
      const [again, requests] = [webhooks(WARM_AGAIN), webhooks(PER_RUN)];
      await sendAll(started.port, again, CLIENTS);
      const before = spent();
      const ours = await sendAll(started.port, requests, CLIENTS);
      const cpu = spent().map((now, nth) => (now - (before[nth] ?? 0)) / PER_RUN);
      if (ours.statuses['200'] !== PER_RUN)
        throw new Error(`Not all were 200: ${JSON.stringify(ours.statuses)}`);
      pairs.push({ limit: baseline, ours, cpu });
      console.log(
        `pair ${n}: LIMIT ${baseline.toFixed(0)}/s, ours ${ours.perSecond.toFixed(0)}/s, ` +
          `p50 ${ours.p50.toFixed(1)} ms, p99 ${ours.p99.toFixed(1)} ms, ratio ${(ours.perSecond / baseline).toFixed(2)}`,
      );
    }
    await assertSettled(database.appUrl, references);
    const median = (pick: (pair: Pair) => number, digits = 0) =>
      medianOf(pairs, pick).toFixed(digits);
    console.log(
      `median of ${PAIRS} interleaved pairs, ${CLIENTS} clients, wallets: ${WALLETS}, in the books before: ${GROWN}; LIMIT ${median((p) => p.limit)}/s, ` +
        `ours ${median((p) => p.ours.perSecond)}/s, p50 ${median((p) => p.ours.p50, 1)} ms, ` +
        `p99 ${median((p) => p.ours.p99, 1)} ms, ratio ${median((p) => p.ours.perSecond / p.limit, 2)}; CPU of a settlement: ` +
        `PostgreSQL ${median((p) => p.cpu[0] ?? 0)} µs, console ${median((p) => p.cpu[1] ?? 0)} µs, clients ${median((p) => p.cpu[2] ?? 0)} µs`,
    );
  } finally {
    server?.stop();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Pair {
  readonly limit: number;
  readonly ours: LoadResult;
  /** Microseconds for each settlement: PostgreSQL, the console, the clients. */
  readonly cpu: readonly number[];
}

/** The process that all of the server's are children of. */
const serverPid = (url: string): Promise<number> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return parentOf(rows[0]?.pid ?? 0);
  });

async function openNew(dataDir: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, log: console.log });
  await migrate(database);
  await withClient(database.ownerUrl, (client) =>
    client.query(
      `insert into app_user (username, full_name, phone, password_hash, role, demo)
       select 'member' || n, 'Member ' || n, '+226' || (70000000 + n), 'x', 'MEMBER', true from generate_series(1, ${WALLETS}) n`,
    ),
  );
  return database;
}

async function limitDatabase(superUrl: string): Promise<string> {
  await withClient(superUrl, async (client) => {
    await client.query('drop database if exists bench_limit');
    await client.query('create database bench_limit');
  });
  return withDatabase(superUrl, 'bench_limit');
}

/** In turn from as many stretches as there are clients, as LIMIT's clients go through theirs: members pay when they do. */
function inStretches(references: readonly string[]): string[] {
  const length = Math.ceil(references.length / CLIENTS);
  return references
    .map((reference, n) => ({ reference, nth: n % length }))
    .sort((a, b) => a.nth - b.nth)
    .map(({ reference }) => reference);
}

function webhook(port: number, reference: string): Buffer {
  const body = Buffer.from(
    `{"event": "payment.completed", "transaction_id": "${reference}", "data": {"amount": 5000.0, "currency": "XOF", "status": "success"}}`,
  );
  const head =
    `POST /webhook/getmipay/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
    `X-Signature: ${sign(body, BENCH_SECRET)}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** What was answered 200 must be in the books, to the franc; the whole of them is proved where they are small enough. */
async function assertSettled(url: string, references: readonly string[]): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const { rows } = await pool.query(
    `select count(*)::int as settled, sum(t.amount)::text as total from unnest($1::text[]) reference
     join transaction t on t.gateway_reference = reference and t.dialect = 'initiate' and t.type = 'DEPOSIT' where t.status = 'COMPLETED'`,
    [references],
  );
  const count = references.length;
  if (rows[0]?.settled !== count || rows[0]?.total !== String(count * 5_000)) {
    throw new Error(`Of ${count} deposits ${rows[0]?.settled} are settled, ${rows[0]?.total} F.`);
  }
  const violations = GROWN > 0 ? [] : await verifyLedger(pool);
  if (violations.length > 0) throw new Error(violations.map(({ broken }) => broken).join('\n'));
  await pool.end();
}
