import type pg from 'pg';
import { withClient } from './on-server.ts';

export interface Baseline {
  readonly page: number;
  readonly count: number;
  readonly search: number;
}

const TIMES = 50;

async function medianMs(
  client: pg.Client,
  sql: string,
  values: readonly unknown[],
): Promise<number> {
  const took: number[] = [];
  for (let nth = 0; nth < TIMES; nth += 1) {
    const startedAt = performance.now();
    // Planned for what is searched, as the console's own questions are: a plan for any text reads the whole table.
    await client.query(sql, [...values]);
    took.push(performance.now() - startedAt);
  }
  return took.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
}

/** The same questions in bare SQL, on the same server: what no list can be quicker than. */
export const bareSql = (url: string): Promise<Baseline> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string; reference: string }>(
      'select id, gateway_reference as reference from transaction where gateway_reference is not null order by id limit 1',
    );
    const { id, reference } = rows[0] ?? { id: '', reference: '' };
    return {
      page: await medianMs(client, 'select * from transaction where id > $1 order by id limit 26', [
        id,
      ]),
      count: await medianMs(
        client,
        'select count(*) from (select from transaction where id > $1 limit 10001) n',
        [id],
      ),
      search: await medianMs(
        client,
        'select t.* from transaction_search s join transaction t on t.id = s.transaction_id where s.text ilike $1 order by t.id desc limit 26',
        [`%${reference.slice(-8)}%`],
      ),
    };
  });
