import { rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import type pg from 'pg';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type Database, openDatabase } from '../../src/db/pools.ts';
import { createLog } from '../../src/kernel/log.ts';
import { createSettle } from '../../src/payments/settle.ts';
import { flagStale } from '../../src/reconciliation/stale.ts';
import { fact } from '../support/payments.ts';
import { makeTempDir } from '../support/processes.ts';
import { medianOf } from './median.ts';
import { assertDurable, withClient, withDatabase } from './on-server.ts';

const ROWS = Number(process.argv[3] ?? 1_000_000);
const PAIRS = Number(process.argv[4] ?? 3);
const WALLETS = 10_000;
/** One at a time, about so often: each lock that is waited for is seen, and nothing else is crowded out. */
const SETTLE_EVERY_MS = 10;
const MOST_RATIO = 1.5;
const MOST_WAIT_MS = 100;

interface Swept {
  readonly bareSeconds: number;
  readonly sweepSeconds: number;
  readonly settled: number;
  readonly longestMs: number;
  /** The longest of as many settlements while nothing is swept. */
  readonly quietMs: number;
}

/**
 * A million orders become late at once: how long flagging them takes beside one bare UPDATE of the same rows, and how
 * long settlements of the same orders wait meanwhile. Interleaved, the table made anew before each.
 */
export async function benchSweep(): Promise<void> {
  const dataDir = makeTempDir();
  const server = await startEmbedded({ dataDir, log: console.log });
  const url = withDatabase(server.superUrl, new URL(server.ownerUrl).pathname.slice(1));
  const database = openDatabase(server.appUrl);
  try {
    await assertDurable(server.superUrl);
    await migrate(server);
    console.log(`Loading ${ROWS} orders that nobody answered…`);
    await withClient(url, loadLate);
    console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}`);
    const runs: Swept[] = [];
    for (let nth = 1; nth <= PAIRS; nth += 1) {
      const first = nth % 2 === 1 ? await bareUpdate(url) : null;
      const swept = await sweepBesideSettlements(url, database);
      const run = { ...swept, bareSeconds: first ?? (await bareUpdate(url)) };
      runs.push(run);
      console.log(
        `pair ${nth}: bare UPDATE ${run.bareSeconds.toFixed(1)} s, sweep ${run.sweepSeconds.toFixed(1)} s, ` +
          `ratio ${(run.sweepSeconds / run.bareSeconds).toFixed(2)}; ${run.settled} settlements beside it, ` +
          `the longest ${run.longestMs.toFixed(0)} ms (${run.quietMs.toFixed(0)} ms in peace)`,
      );
    }
    const ratio = medianOf(runs, (run) => run.sweepSeconds / run.bareSeconds);
    const longest = Math.max(...runs.map((run) => run.longestMs));
    console.log(
      `median of ${PAIRS} interleaved pairs, ${ROWS} rows: bare ${medianOf(runs, (run) => run.bareSeconds).toFixed(1)} s, ` +
        `sweep ${medianOf(runs, (run) => run.sweepSeconds).toFixed(1)} s, ratio ${ratio.toFixed(2)} (at most ${MOST_RATIO}), ` +
        `longest wait ${longest.toFixed(0)} ms (at most ${MOST_WAIT_MS})`,
    );
    if (ratio > MOST_RATIO || longest > MOST_WAIT_MS) process.exitCode = 1;
  } finally {
    await database.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Deposits and payouts in every state that is late, sent an hour ago. */
async function loadLate(client: pg.Client): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query(
    `insert into app_user (username, full_name, phone, password_hash, role, demo)
     select 'member' || n, 'Member ' || n, '+226' || (70000000 + n), 'x', 'MEMBER', true from generate_series(1, ${WALLETS}) n`,
  );
  await client.query('insert into wallet (id, user_id) select uuid_v7(), id from app_user');
  await client.query(
    `insert into account (id, kind, currency, wallet_id) select id, 'wallet', currency, id from wallet`,
  );
  await client.query(
    `insert into transaction (type, status, gateway_state, user_id, wallet_id, amount, currency, method, phone, dialect, gateway_reference,
       initiated_by, idempotency_key, fingerprint, created_at, pending_at, sent_at, answered_at)
     select case n % 4 when 3 then 'WITHDRAWAL' else 'DEPOSIT' end, 'PENDING', case n % 5 when 4 then 'UNKNOWN' else 'ACCEPTED' end, w.user_id, w.id, 5000, 'XOF',
       'wave', '+22670123456', 'initiate', 'late_' || n, w.user_id, 'k' || n, 'f', now() - interval '1 hour', now() - interval '1 hour', now() - interval '1 hour',
       now() - interval '1 hour'
     from generate_series(0, ${ROWS - 1}) n
     join (select id, user_id, row_number() over (order by id) - 1 as nth from wallet) w on w.nth = n % ${WALLETS} order by n`,
  );
  await client.query('vacuum (freeze, analyze)');
}

/** The queue as it is before anything was flagged, in a table that nobody has written to. */
const fresh = (url: string) =>
  withClient(url, async (client) => {
    await client.query('truncate queue_entry');
    await client.query(
      `insert into queue_entry (transaction_id, queue, wallet_id, user_id, type, amount, created_at, sent_at, is_unknown)
       select id, 'OPEN', wallet_id, user_id, type, amount, created_at, sent_at, gateway_state = 'UNKNOWN' from transaction where status = 'PENDING' order by id`,
    );
    await client.query('vacuum (freeze, analyze) queue_entry');
    await client.query('checkpoint');
  });

async function bareUpdate(url: string): Promise<number> {
  await fresh(url);
  return withClient(url, (client) =>
    secondsOf(() =>
      client.query(
        `update queue_entry set stale_since = now(), stale_reason = 'payer_has_not_confirmed' where queue = 'OPEN' and stale_since is null`,
      ),
    ),
  );
}

async function sweepBesideSettlements(
  url: string,
  database: Database,
): Promise<Omit<Swept, 'bareSeconds'>> {
  await fresh(url);
  const settlements = await settleSteadily(url, database);
  const quiet = await settlements.during(() => new Promise((go) => setTimeout(go, 3_000)));
  let sweepSeconds = 0;
  const busy = await settlements.during(async () => {
    sweepSeconds = await secondsOf(() => flagStale(database.pool, 1_800_000));
  });
  await assertFlagged(url);
  return {
    sweepSeconds,
    settled: busy.length,
    longestMs: Math.max(...busy),
    quietMs: Math.max(...quiet),
  };
}

/** Settles deposits from all over the queue, by the real function, one after the other. */
async function settleSteadily(url: string, { settlePool }: Database) {
  const settle = createSettle({ pool: settlePool, log: createLog('error') });
  const references = await withClient(url, async (client) => {
    const { rows } = await client.query<{ gateway_reference: string }>(
      `select gateway_reference from transaction where type = 'DEPOSIT' and status = 'PENDING' order by hashtext(gateway_reference) limit 10000`,
    );
    return rows.map((row) => row.gateway_reference);
  });
  async function one(): Promise<number> {
    const reference = references.pop();
    if (!reference) throw new Error('There is nothing left to settle.');
    const startedAt = performance.now();
    const { outcome } = await settle(fact({ reference, amount: 5_000n, currency: 'XOF' }));
    if (outcome !== 'completed') throw new Error(`${reference} was ${outcome}.`);
    return performance.now() - startedAt;
  }
  return {
    /** How long each settlement took while the work was done. */
    async during(work: () => Promise<void>): Promise<number[]> {
      const took: number[] = [];
      let isOver = false;
      const working = work().finally(() => {
        isOver = true;
      });
      while (!isOver) {
        took.push(await one());
        await new Promise((go) => setTimeout(go, SETTLE_EVERY_MS));
      }
      await working;
      return took;
    },
  };
}

/** A sweep that forgets some, or flags what was settled beside it, is none. */
const assertFlagged = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ wrong: number }>(
      `select count(*)::int as wrong from transaction t left join queue_entry q on q.transaction_id = t.id
       where t.status = 'PENDING' and q.stale_since is null or t.status <> 'PENDING' and q.transaction_id is not null`,
    );
    if (rows[0]?.wrong !== 0)
      throw new Error(`${rows[0]?.wrong} orders are not flagged as they should be.`);
  });

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}
