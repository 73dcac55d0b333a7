import type { Pool, PoolClient } from 'pg';
import { SQLSTATE, sqlstateOf } from '../../db/sqlstate.ts';
import { copyRows, RowWriter, storeBadLines } from './copy.ts';
import { LineIds } from './line-ids.ts';
import { Portion } from './portion.ts';
import type { StatementBatch } from './read.ts';

/** So many lines are stored by one commit: progress is seen, and memory stays flat. */
const LINES_A_COMMIT = 25_000;
/** So many portions are stored at once, while the next is read. */
const AT_ONCE = 2;
/** More rows than these that cannot be read are counted and not listed. */
const MOST_BAD_LISTED = 10_000;

interface Into {
  readonly id: string;
  readonly series: string;
}

type Open = () => AsyncGenerator<StatementBatch>;

/**
 * Stores a file's lines, so many in one commit with how far it got; a stop loses nothing and repeats nothing. A line that
 * names a transaction is stored as its own. Where that has a line already, of another file or further up, or is being
 * paired by somebody else, the rest is read again and left to be judged.
 */
export async function readInto(
  pool: Pool,
  file: Into,
  open: Open,
  linesACommit = LINES_A_COMMIT,
): Promise<void> {
  const into = { ...file, linesACommit };
  try {
    await readOn(pool, into, open(), true);
  } catch (error) {
    const code = sqlstateOf(error);
    if (code !== SQLSTATE.uniqueViolation && code !== SQLSTATE.lockNotAvailable) throw error;
    await readOn(pool, into, open(), false);
  }
}

interface Reading {
  readonly ids: LineIds;
  readonly file: Into & { readonly linesACommit: number };
  readonly writer: RowWriter;
  readonly believed: boolean;
  /** Lines up to this one are stored already. */
  readonly lastLine: number;
  /** So many rows that cannot be read are listed or counted already. */
  listed: number;
}

async function readOn(
  pool: Pool,
  file: Reading['file'],
  batches: AsyncGenerator<StatementBatch>,
  believing: boolean,
): Promise<void> {
  const begun = await begin(pool, file.id);
  const reading: Reading = {
    file,
    ids: new LineIds(pool),
    writer: new RowWriter(file),
    believed: believing && begun.believed,
    lastLine: begun.lastLine,
    listed: begun.badLines,
  };
  const underway: Promise<void>[] = [];
  try {
    for await (const portion of portionsOf(reading, batches)) {
      if (underway.length === AT_ONCE) await underway.shift();
      const stored = store(pool, reading, portion, underway.at(-1));
      // Whoever waits for it next hears of its end; until then it is nobody's.
      stored.catch(() => {});
      underway.push(stored);
    }
    for (const stored of underway) await stored;
  } finally {
    await Promise.allSettled(underway);
  }
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

async function* portionsOf(
  { believed, lastLine, file, writer, ids }: Reading,
  batches: AsyncGenerator<StatementBatch>,
): AsyncGenerator<Portion> {
  let portion = new Portion(believed, null);
  for await (const read of batches) {
    const batch = behind(read, lastLine);
    portion.add(batch, await ids.take(batch.lines.length), writer);
    if (portion.count < file.linesACommit) continue;
    yield portion;
    portion = new Portion(believed, portion);
  }
  if (portion.count > 0) yield portion;
}

/** All of a batch, but where a run was stopped within it. */
function behind(batch: StatementBatch, lastLine: number): StatementBatch {
  const first = Math.min(batch.lines[0]?.lineNo ?? Infinity, batch.bad[0]?.lineNo ?? Infinity);
  if (first > lastLine) return batch;
  const after = ({ lineNo }: { readonly lineNo: number }) => lineNo > lastLine;
  return { ...batch, lines: batch.lines.filter(after), bad: batch.bad.filter(after) };
}

/** Stores a portion at once, and commits behind the one `before` it. */
async function store(
  pool: Pool,
  reading: Reading,
  portion: Portion,
  before: Promise<void> | undefined,
): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Whoever pairs by hand meanwhile may wait for the other portion.
    await client.query(`begin; set local lock_timeout = '5s'`);
    await copyRows(client, portion.rows);
    await before;
    await note(client, reading, portion);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function note(tx: PoolClient, reading: Reading, portion: Portion): Promise<void> {
  const { id } = reading.file;
  await tx.query('select take_lines($1, $2, $3, $4, $5, $6, $7, $8)', [
    id,
    portion.lines,
    portion.firstLine,
    portion.lastLine,
    portion.bytes,
    portion.firstAt,
    portion.lastAt,
    portion.tellsBalance,
  ]);
  const { bad } = portion;
  if (bad.length === 0) return;
  await storeBadLines(tx, id, bad.slice(0, Math.max(MOST_BAD_LISTED - reading.listed, 0)));
  reading.listed += bad.length;
  await tx.query('update statement_file set bad_lines = bad_lines + $2 where id = $1', [
    id,
    bad.length,
  ]);
}
