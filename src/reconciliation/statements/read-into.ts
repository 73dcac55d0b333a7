import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../db/in-transaction.ts';
import { SQLSTATE, sqlstateOf } from '../../db/sqlstate.ts';
import { copyRows, type Rows, RowWriter, storeBadLines, withoutBelief } from './copy.ts';
import { Held } from './held.ts';
import type { StatementBatch } from './read.ts';

/** So many lines are stored by one commit: progress is seen, and memory stays flat. */
const LINES_A_COMMIT = 25_000;
/** More rows than these that cannot be read are counted and not listed. */
const MOST_BAD_LISTED = 10_000;

interface Into {
  readonly id: string;
  readonly series: string;
}

/** Stores batch after batch, each in one commit with how far it got; a stop loses nothing and repeats nothing. */
export async function readInto(
  pool: Pool,
  file: Into,
  batches: AsyncIterable<StatementBatch>,
): Promise<void> {
  const { lastLine, badLines, believed } = await begin(pool, file.id);
  const writer = new RowWriter(file);
  let held = new Held(believed);
  let listed = badLines;
  let storing: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    if (held.lastLine === 0) return;
    const full = held;
    held = new Held(believed);
    const room = Math.max(MOST_BAD_LISTED - listed, 0);
    listed += full.bad.length;
    // The next batch is read while this one is stored.
    await storing;
    storing = store(pool, file.id, full, room);
    storing.catch(() => {});
  }

  for await (const batch of batches) {
    held.add(batch, lastLine, writer);
    if (held.count >= LINES_A_COMMIT) await flush();
  }
  await flush();
  await storing;
}

async function begin(pool: Pool, fileId: string) {
  const { rows } = await pool.query<{ lastLine: number; badLines: number; believed: boolean }>(
    `select b.last_line as "lastLine", f.bad_lines as "badLines",
       exists (select from match_rule where basis = 'own_reference' and enabled and method is null) as believed
     from begin_lines($1) as b (last_line) join statement_file f on f.id = $1`,
    [fileId],
  );
  const begun = rows[0];
  if (!begun) throw new Error(`The statement ${fileId} is gone.`);
  return begun;
}

async function store(pool: Pool, fileId: string, held: Held, room: number): Promise<void> {
  const storeRows = (rows: readonly Rows[]) =>
    inTransaction(pool, (tx) => storeIn(tx, fileId, held, rows, room));
  try {
    await storeRows(held.rows);
  } catch (error) {
    if (sqlstateOf(error) !== SQLSTATE.uniqueViolation) throw error;
    // A transaction of theirs has its line already, of another file or batch: these are all judged.
    await storeRows(held.rows.map(withoutBelief));
  }
}

async function storeIn(
  tx: PoolClient,
  fileId: string,
  held: Held,
  rows: readonly Rows[],
  room: number,
): Promise<void> {
  if (held.lines > 0) await copyRows(tx, rows);
  await tx.query('select take_lines($1, $2, $3, $4, $5, $6, $7, $8)', [
    fileId,
    held.lines,
    held.firstLine,
    held.lastLine,
    held.bytes,
    held.firstAt,
    held.lastAt,
    held.tellsBalance,
  ]);
  if (held.bad.length === 0) return;
  await storeBadLines(tx, fileId, held.bad.slice(0, room));
  await tx.query('update statement_file set bad_lines = bad_lines + $2 where id = $1', [
    fileId,
    held.bad.length,
  ]);
}
