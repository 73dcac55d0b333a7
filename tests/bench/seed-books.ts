import pg from 'pg';
import { withClient, withDatabase } from './on-server.ts';
import { restIndexes } from './seed-indexes.ts';
import { LOAD } from './seed-load.ts';
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

/**
 * Books of very many operations, as the console would have left them: loaded by two connections without triggers and
 * with resting indexes, from a plan that knows every balance beforehand; then sealed, flagged and searched for breaks by
 * the functions of the product. For a migrated database of nobody's.
 * @param database a server's addresses; the superuser's is needed, since triggers stay off
 */
export async function seedBooks(
  database: { readonly superUrl: string; readonly ownerUrl: string },
  options: SeedOptions,
): Promise<void> {
  const { transactions, members = 10_000, tontines = 10, days = 400, log = () => {} } = options;
  const { auditEvery = 1, sealed = true } = options;
  const url = withDatabase(database.superUrl, new URL(database.ownerUrl).pathname.slice(1));
  const lap = stopwatch(log);
  const pool = new pg.Pool({ connectionString: url, max: PARTS + 1, options: SESSION });
  try {
    const end = await withClient(url, async (client) => {
      const { rows } = await client.query<{ end: string }>(
        `select date_trunc('hour', now())::text as end`,
      );
      const instant = rows[0]?.end ?? '';
      await seedPeople(client, { members, tontines, start: startSql(instant, days) });
      return instant;
    });
    lap('people, tontines, openings');

    const plan = { transactions, members, days, start: startSql(end, days) };
    const resting = await withClient(url, restIndexes);
    await atOnce(pool, PARTS, async (client, part) => {
      await client.query(planSql(plan, part));
      await client.query(`create index on seed_plan_${part} (n)`);
      await client.query(`analyze seed_plan_${part}`);
    });
    await pool.query(PLAN_VIEW);
    lap('the plan');

    const parts = Math.ceil(transactions / ROWS_AT_ONCE);
    const todo = Array.from({ length: parts }, (_, nth) => nth);
    const loading = eachOf(pool, todo, (client, nth) =>
      client.query(LOAD, [
        nth * ROWS_AT_ONCE + 1,
        Math.min((nth + 1) * ROWS_AT_ONCE, transactions),
        end,
        auditEvery,
      ]),
    ).then(() => lap('operations, journals, postings, events, audit'));
    const sealing = sealed
      ? sealBeside(url, loading, () =>
          startSql(end, days - (days * (parts - todo.length)) / parts),
        ).then(() => lap('sealed'))
      : Promise.resolve();
    await loading;
    const builds = [
      'select fill_transaction_search()',
      ...resting.map((name) => `reindex index ${name}`),
    ];
    await eachOf(pool, builds, (client, sql) => client.query(sql));
    lap('indexes');
    for (const sql of BALANCES) await pool.query(sql);
    await sealing;
    await pool.query(
      `drop view seed_plan; ${Array.from({ length: PARTS }, (_, part) => `drop table seed_plan_${part}`).join('; ')}; drop table seed_member`,
    );
    await eachOf(pool, await largestFirst(pool), (client, table) =>
      client.query(`vacuum (freeze, analyze) ${table}`),
    );
    lap('balances, statistics');
  } finally {
    await pool.end();
  }
  await withClient(url, async (client) => {
    await client.query(`select flag_stale('30 minutes')`);
    await client.query(`select refresh_breaks('15 minutes', 'initiate')`);
    await client.query('vacuum (freeze, analyze)');
    await client.query('checkpoint');
  });
  lap('late ones, breaks');
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

/** Seals what is loaded, as the job would have at that time, until nothing is left and nothing more comes. */
async function sealBeside(
  url: string,
  loading: Promise<unknown>,
  clock: () => string,
): Promise<void> {
  let isLoading = true;
  const loaded = loading.finally(() => {
    isLoading = false;
  });
  await withClient(url, async (client) => {
    for (;;) {
      const last = !isLoading;
      await client.query(`select set_config('tontine.clock', ${clock()}::text, false)`);
      const { rowCount } = await client.query('select from seal_journals(500000)');
      if (rowCount === 0 && last) break;
      if (rowCount === 0) await Promise.race([loaded, new Promise((go) => setTimeout(go, 500))]);
    }
  });
}

async function largestFirst(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relpages desc, 1`,
  );
  return rows.map(({ name }) => name);
}

/** Says how long each step took, from the end of the one before it. */
function stopwatch(log: (line: string) => void): (step: string) => void {
  let before = performance.now();
  return (step) => {
    const now = performance.now();
    log(`  ${((now - before) / 1000).toFixed(1)} s  ${step}`);
    before = now;
  };
}
