import pg from 'pg';

export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** @throws Error where the server may lose what it committed: its figures would be of another machine */
export const assertDurable = (url: string) =>
  withClient(url, async (client) => {
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
      const { rows } = await client.query(`show ${setting}`);
      if (rows[0]?.[setting] !== 'on') throw new Error(`${setting} must be on.`);
    }
  });

/** The same server and role, another database. */
export function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}

/** What the process that forked this one gave it. */
export function need(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing.`);
  return value;
}

/**
 * Leaves the server with its log as one that has run for a day has it: the files that it keeps (`min_wal_size`) are
 * there, to be written anew. Each that is made while settlements wait stops them all for 40 ms.
 */
export async function fillLog(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ files: number }>(
    `select (pg_size_bytes(current_setting('min_wal_size')) / pg_size_bytes(current_setting('wal_segment_size')))::int as files`,
  );
  for (let made = 0; made < (rows[0]?.files ?? 0); made += 1) {
    await client.query(`select pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()`);
  }
  await client.query('checkpoint');
}
