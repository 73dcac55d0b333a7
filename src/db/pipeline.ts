import type { Pool, PoolClient, QueryArrayConfig, QueryArrayResult } from 'pg';

export type Query = <Row extends unknown[]>(
  config: QueryArrayConfig<unknown[]>,
) => Promise<QueryArrayResult<Row>>;

interface Line {
  readonly client: Promise<PoolClient>;
  queries: number;
}

/**
 * Queries on one connection, the next sent before the last is answered: PostgreSQL has it at hand
 * and need not wait for this process's turn. Each is a transaction of its own, in the order given.
 * The connection goes back to its pool when nothing is on its way; after an error the next query
 * takes another one.
 * @param pool whose connections have `pipeline` set; of another, each query takes a connection
 */
export function createPipeline(pool: Pool): Query {
  if (!pool.options.pipeline) return (config) => pool.query(config);
  let line: Line | null = null;

  return async <Row extends unknown[]>(config: QueryArrayConfig<unknown[]>) => {
    line ??= { client: pool.connect(), queries: 0 };
    const mine = line;
    mine.queries += 1;
    try {
      const client = await mine.client;
      try {
        return await client.query<Row>(config);
      } finally {
        mine.queries -= 1;
        if (mine.queries === 0) {
          if (line === mine) line = null;
          client.release();
        }
      }
    } catch (error) {
      if (line === mine) line = null;
      throw error;
    }
  };
}
