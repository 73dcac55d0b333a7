import pg from 'pg';
import { createReader, type Planned, type Read } from './reader.ts';

/** The connections of one process. `pool` calls the functions that write. */
export interface Database {
  readonly pool: pg.Pool;
  /** The statements that lists and pages are read with, beside Prisma's (`db/prisma.ts`). */
  readonly read: Read;
  /** For `settle` alone: its statements find rows by index whatever the tables' statistics say. */
  readonly settlePool: pg.Pool;
  close(): Promise<void>;
}

/**
 * A pooled connection keeps the plans it made while the tables were empty. With these settings a
 * sequential scan is never among them (a young database settled at a third of its speed without).
 */
const INDEXES_ONLY =
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c plan_cache_mode=force_generic_plan';

/** What a page asks is done before a second worker has started; mostly its values decide how it is asked. */
const FOR_PAGES = '-c jit=off -c max_parallel_workers_per_gather=0';
const PLANNED = {
  each: `${FOR_PAGES} -c plan_cache_mode=force_custom_plan`,
  once: `${FOR_PAGES} -c plan_cache_mode=force_generic_plan`,
} as const;
/** A person reads a page before they ask for the next. */
const BETWEEN_PAGES_MS = 5 * 60_000;

/** Who waits longer for a connection is told that the database is away, instead of waiting on. */
const CONNECT_WITHIN_MS = 10_000;

export function openDatabase(
  url: string,
  options: { max?: number; settleMax?: number } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: 'tontine',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    options: '-c jit=off',
  });
  const readPool = (planned: Planned) =>
    new pg.Pool({
      connectionString: url,
      max: 5,
      application_name: 'tontine-read',
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      idleTimeoutMillis: BETWEEN_PAGES_MS,
      options: PLANNED[planned],
    });
  const [each, once] = [readPool('each'), readPool('once')];
  const settlePool = new pg.Pool({
    connectionString: url,
    max: options.settleMax ?? 2,
    application_name: 'tontine-settle',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    options: INDEXES_ONLY,
    pipeline: true,
  });
  // An idle connection that dies (server restart) is replaced at the next use; it must not end the process.
  // One that dies while it is checked out (a job's lock, an open transaction) fails its next query instead.
  const pools = [pool, each, once, settlePool];
  for (const one of pools) {
    one.on('error', () => {});
    one.on('connect', (client) => client.on('error', () => {}));
  }
  return {
    pool,
    read: createReader(each, once),
    settlePool,
    close: async () => {
      await Promise.all(pools.map((one) => one.end()));
    },
  };
}
