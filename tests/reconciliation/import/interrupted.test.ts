import type { Pool, PoolClient } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { bytesOf, csv, importsOn, linesOf, newFolder, noon, paid, type Told } from './given.ts';

const database = useDatabase();
let people: People;
let told: Told[];

const ROWS = 60;
const LINES_A_COMMIT = 10;
/** The reader's batches are larger than this file; a commit is not. */
const folder = newFolder();

beforeAll(async () => {
  people = await givenPeople(database.owner);
  const made = await paid(
    { database, people },
    ...Array.from({ length: 12 }, (_, n) => ({ when: noon(3, n), amount: 1_000 + n })),
  );
  told = Array.from({ length: ROWS }, (_, n) => {
    const known = made[n % 20];
    const line = { reference: `ROW-${n}`, at: noon(3, n), amount: 1_000 + (n % 20) };
    return known ? { ...line, ownId: known.id } : line;
  });
});

type Breaks = (nth: number) => 'before' | 'after' | null;

/** A pool whose nth commit of lines fails: before it reached the database, or after, when only its answer is lost. */
function fragile(pool: Pool, breaks: Breaks): Pool {
  let copies = 0;
  const wrap = (client: PoolClient): PoolClient => {
    let copied = false;
    return new Proxy(client, {
      get(target, name) {
        if (name !== 'query') {
          const value = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return (...args: Parameters<PoolClient['query']>) => {
          const text = args[0] as unknown;
          if (typeof text === 'string' && text.startsWith('select take_lines')) copied = true;
          if (text !== 'commit' || !copied) return target.query(...args);
          copied = false;
          copies += 1;
          const how = breaks(copies);
          if (how === null) return target.query(...args);
          const gone = () => Promise.reject(new Error('connection terminated'));
          return how === 'before' ? gone() : target.query('commit').then(gone);
        };
      },
    });
  };
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') return async () => wrap(await target.connect());
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function begin(pool: Pool, content: string) {
  const imports = importsOn(pool, folder, LINES_A_COMMIT);
  const upload = await imports.files.receive('big.csv', bytesOf(content));
  const { fileId } = await imports.importStatement({
    actor: people.finance,
    uploadId: upload.id,
  });
  await imports.idle();
  return fileId;
}

const stateOf = async (fileId: string) =>
  (
    await database.pool.query<{ state: string; lines: number; last: number }>(
      'select state, lines, last_line as last from statement_file where id = $1',
      [fileId],
    )
  ).rows[0]!;

const openBreaks = async () =>
  (
    await database.pool.query(
      `select kind, reference, transaction_id, difference::text, (select count(*)::int from break_evidence e where e.break_id = b.id) as lines
       from break_item b where resolved_at is null order by 1, 2, 3`,
    )
  ).rows;

const undo = (fileId: string) =>
  database.pool.query('select undo_statement($1, $2::jsonb)', [
    fileId,
    JSON.stringify({ id: people.finance.id, name: 'finance' }),
  ]);

test('an import that is stopped at any commit goes on without loss or repetition, and ends as an undisturbed one', async () => {
  // Rows longer than a block of the file, so that the reader hands over several batches.
  const content = csv(...told.map((line) => ({ ...line })));
  const whole = await begin(database.pool, content);
  expect(await stateOf(whole)).toMatchObject({ state: 'MATCHED', lines: ROWS });
  const [lines, breaks] = [await linesOf(database.pool, whole), await openBreaks()];
  expect(lines).toHaveLength(ROWS);
  expect(breaks.length).toBeGreaterThan(10);
  await undo(whole);
  expect(await openBreaks()).toEqual([]);

  for (const how of ['before', 'after'] as const) {
    const broken = await begin(
      fragile(database.pool, (nth) => (nth === 1 ? how : null)),
      content,
    );
    expect((await stateOf(broken)).state).toBe('READING');
    const again = importsOn(database.pool, folder, LINES_A_COMMIT);
    expect(await again.resume()).toBe(1);
    expect(await stateOf(broken)).toMatchObject({ state: 'MATCHED', lines: ROWS });
    expect(await linesOf(database.pool, broken)).toEqual(lines);
    expect(await openBreaks()).toEqual(breaks);
    await undo(broken);
  }
});
