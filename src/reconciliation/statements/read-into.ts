import type { Pool, PoolClient } from 'pg';
import { copyLines, storeBadLines } from './copy.ts';
import type { BadLine, StatementLine } from './line.ts';
import type { StatementBatch } from './read.ts';

/** So many lines are stored by one commit: progress is seen, and memory stays flat. */
const LINES_A_COMMIT = 50_000;
/** More rows than these that cannot be read are counted and not listed. */
const MOST_BAD_LISTED = 10_000;

interface Into {
  readonly id: string;
  /** Lines up to this one are stored already, by a run that was stopped. */
  readonly lastLine: number;
  readonly badLines: number;
}

/** Stores batch after batch, each in one commit with how far it got; a stop loses nothing and repeats nothing. */
export async function readInto(
  pool: Pool,
  file: Into,
  batches: AsyncIterable<StatementBatch>,
): Promise<void> {
  let lines: StatementLine[] = [];
  let bad: BadLine[] = [];
  let listed = file.badLines;
  let bytes = 0;
  let storing: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    const last = Math.max(lines.at(-1)?.lineNo ?? 0, bad.at(-1)?.lineNo ?? 0);
    if (last === 0) return;
    const [taken, refused] = [lines, bad];
    [lines, bad] = [[], []];
    const list = refused.slice(0, Math.max(MOST_BAD_LISTED - listed, 0));
    listed += refused.length;
    const upTo = bytes;
    // The next batch is read while this one is stored.
    await storing;
    storing = store(pool, file.id, { taken, list, refused: refused.length, last, upTo });
    storing.catch(() => {});
  }

  for await (const batch of batches) {
    ({ bytes } = batch);
    for (const line of batch.lines) if (line.lineNo > file.lastLine) lines.push(line);
    for (const line of batch.bad) if (line.lineNo > file.lastLine) bad.push(line);
    if (lines.length + bad.length >= LINES_A_COMMIT) await flush();
  }
  await flush();
  await storing;
}

interface Stored {
  readonly taken: readonly StatementLine[];
  readonly list: readonly BadLine[];
  readonly refused: number;
  readonly last: number;
  readonly upTo: number;
}

async function store(pool: Pool, fileId: string, batch: Stored): Promise<void> {
  const client: PoolClient = await pool.connect();
  try {
    await client.query('begin');
    await copyLines(client, batch.taken);
    await client.query('select take_lines($1, $2, $3)', [fileId, batch.last, batch.upTo]);
    if (batch.refused > 0) {
      await storeBadLines(client, fileId, batch.list);
      await client.query('update statement_file set bad_lines = bad_lines + $2 where id = $1', [
        fileId,
        batch.refused,
      ]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
