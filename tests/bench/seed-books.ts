import pg from 'pg';
import { cpuOfAll } from './cpu.ts';
import { withClient, withDatabase } from './on-server.ts';
import { restIndexes } from './seed-indexes.ts';
import { BLOCK_TABLE, CHAIN, loadSql } from './seed-load.ts';
import { seedPeople } from './seed-people.ts';
import { BALANCES, PARTS, PLAN_VIEW, planSql } from './seed-plan.ts';

export interface SeedOptions {
  readonly transactions: number;
  readonly members?: number;
  readonly tontines?: number;
  /** How long ago the first operation was; the last one is of this hour. */
  readonly days?: number;
  /** Every so-manieth request leaves its row in the audit, as all do in the console. */
  readonly auditEvery?: number;
  /** Whether the journals are sealed. */
  readonly sealed?: boolean;
  readonly log?: (line: string) => void;
}

/** A part is one commit, and small enough to be sorted in memory. */
const ROWS_AT_ONCE = 50_000;
const SESSION = `-c session_replication_role=replica -c synchronous_commit=off -c work_mem=256MB -c maintenance_work_mem=512MB -c max_parallel_maintenance_workers=0 -c jit=off`;

/** What the product's own jobs would have found, with every trigger. */
const OVERDUE = `begin; set local session_replication_role = origin; select flag_stale('30 minutes');
  select refresh_breaks('15 minutes', 'initiate'); commit`;
const WRITTEN_LAST = 'queue_entry, break_item, break_evidence, break_check';

/**
 * Books of very many operations, as the console would have left them: loaded by two connections without triggers and
 * with resting indexes, from a plan that knows every balance beforehand, and sealed on the way; then flagged and searched
 * for breaks by the functions of the product. For a migrated database of nobody's.
 * @param database a server's addresses; the superuser's is needed, since triggers stay off
 */
export async function seedBooks(
  database: { readonly superUrl: string; readonly ownerUrl: string },
  options: SeedOptions,
): Promise<void> {
  const { transactions, members = 10_000, tontines = 10, days = 400, log = () => {} } = options;
  const { auditEvery = 1, sealed = true } = options;
  const url = withDatabase(database.superUrl, new URL(database.ownerUrl).pathname.slice(1));
  const lap = stopwatch(log, await withClient(url, serverPid));
  const pool = new pg.Pool({ connectionString: url, max: PARTS + 1, options: SESSION });
  try {
    const end = await withClient(url, async (client) => {
      const { rows } = await client.query<{ end: string }>(
        `select date_trunc('hour', now())::text as end`,
      );
      const instant = rows[0]?.end ?? '';
      await seedPeople(client, { members, tontines, start: startSql(instant, days), sealed });
      lap('people, tontines, openings');
      return instant;
    });

    const plan = { transactions, members, days, start: startSql(end, days) };
    const resting = await withClient(url, restIndexes);
    await atOnce(pool, PARTS, async (client, part) => {
      await client.query(planSql(plan, part));
      await client.query(`create index on seed_plan_${part} (n)`);
      await client.query(`analyze seed_plan_${part}`);
    });
    await pool.query(PLAN_VIEW);
    lap('the plan');

    await pool.query(BLOCK_TABLE);
    const load = loadSql(sealed);
    const parts = Array.from({ length: Math.ceil(transactions / ROWS_AT_ONCE) }, (_, nth) => nth);
    await eachOf(pool, parts, (client, nth) =>
      client.query(load, [
        nth * ROWS_AT_ONCE + 1,
        Math.min((nth + 1) * ROWS_AT_ONCE, transactions),
        end,
        auditEvery,
      ]),
    );
    lap('operations, journals, postings, events, audit');
    await eachOf(
      pool,
      [
        'select fill_transaction_search()',
        ...BALANCES,
        ...(sealed ? [CHAIN] : []),
        ...resting.map((name) => `reindex index ${name}`),
      ],
      (client, sql) => client.query(sql),
    );
    await pool.query(
      `drop table seed_block; drop view seed_plan; ${Array.from({ length: PARTS }, (_, part) => `drop table seed_plan_${part}`).join('; ')}; drop table seed_member`,
    );
    lap('balances, seals, indexes');
    const tables = await largestFirst(pool);
    await eachOf(pool, [...tables], (client, table) => client.query(`analyze ${table}`));
    await eachOf(
      pool,
      [OVERDUE, ...tables.map((table) => `vacuum (freeze, analyze) ${table}`)],
      (client, sql) => client.query(sql),
    );
    await pool.query(`vacuum (freeze, analyze) ${WRITTEN_LAST}`);
    await pool.query('checkpoint');
    lap('late ones, breaks, statistics');
  } finally {
    await pool.end();
  }
}

const startSql = (end: string, days: number) =>
  `('${end}'::timestamptz - interval '1 minute' * ${Math.round(days * 1440)})`;

/** Each part of the work by the next connection that is free. */
function eachOf<Item>(
  pool: pg.Pool,
  items: Item[],
  work: (client: pg.PoolClient, item: Item) => Promise<unknown>,
): Promise<void> {
  return atOnce(pool, PARTS, async (client) => {
    for (let item = items.shift(); item !== undefined; item = items.shift()) {
      await work(client, item);
    }
  });
}

async function atOnce(
  pool: pg.Pool,
  count: number,
  work: (client: pg.PoolClient, nth: number) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, nth) => {
      const client = await pool.connect();
      try {
        await work(client, nth);
      } finally {
        client.release();
      }
    }),
  );
}

async function largestFirst(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relpages desc, 1`,
  );
  return rows.map(({ name }) => name);
}

/** The server's first process: the parent of all that work for it. */
async function serverPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`,
  );
  return Number(rows[0]?.pid);
}

/** Says how long each step took, and how much of the server's CPU, from the end of the one before it. */
function stopwatch(log: (line: string) => void, pid: number): (step: string) => void {
  let before = { at: performance.now(), cpu: cpuOfAll(pid) };
  return (step) => {
    const now = { at: performance.now(), cpu: cpuOfAll(pid) };
    const [seconds, cpu] = [(now.at - before.at) / 1_000, (now.cpu - before.cpu) / 1_000_000];
    log(`  ${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of CPU)  ${step}`);
    before = now;
  };
}
