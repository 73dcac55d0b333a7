import pg from 'pg';

/** The connections of one process. Prisma (`db/prisma.ts`) reads; `pool` calls the functions that write. */
export interface Database {
  readonly pool: pg.Pool;
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
  for (const each of [pool, settlePool]) {
    each.on('error', () => {});
    each.on('connect', (client) => client.on('error', () => {}));
  }
  return {
    pool,
    settlePool,
    close: async () => {
      await Promise.all([pool.end(), settlePool.end()]);
    },
  };
}
