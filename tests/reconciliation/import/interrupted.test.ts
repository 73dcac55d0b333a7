import type { Pool, PoolClient } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { bytesOf, csv, importsOn, linesOf, newFolder, noon, paid, type Told } from './given.ts';

const database = useDatabase();
let people: People;
let told: Told[];

/** Several blocks of the reader's, each of which is stored by a commit of its own. */
const ROWS = 3_600;
const LONG = 'x'.repeat(100);
const LINES_A_COMMIT = 1;
const folder = newFolder();

beforeAll(async () => {
  people = await givenPeople(database.owner);
  const made = await paid(
    { database, people },
    ...Array.from({ length: 12 }, (_, n) => ({ when: noon(3, n), amount: 1_000 + n })),
  );
  told = Array.from({ length: ROWS }, (_, n) => {
    const line = {
      reference: `ROW-${n}-${LONG}`,
      at: noon(3, n % 60),
      amount: 1_000 + ((n / 80) % 20),
    };
    if (n % 80 !== 0) return { ...line, amount: 700, status: 'failed' };
    // A transaction's line, told more than once in different blocks; and so are eight unknown ones.
    const known = made[(n / 80) % 20];
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
  const content = csv(...told);
  let commits = 0;
  const counting = fragile(database.pool, (nth) => {
    commits = nth;
    return null;
  });
  const whole = await begin(counting, content);
  expect(commits).toBeGreaterThan(2);
  expect(await stateOf(whole)).toMatchObject({ state: 'MATCHED', lines: ROWS });
  const [lines, breaks] = [await linesOf(database.pool, whole), await openBreaks()];
  expect(lines.map(({ lineNo }) => lineNo)).toEqual(told.map((_, n) => n + 2));
  expect(breaks.length).toBeGreaterThan(10);
  await undo(whole);
  expect(await openBreaks()).toEqual([]);

  for (let at = 1; at <= commits; at += 1) {
    for (const how of ['before', 'after'] as const) {
      const breaking = fragile(database.pool, (nth) => (nth === at ? how : null));
      const broken = await begin(breaking, content);
      expect((await stateOf(broken)).state).toBe('READING');
      expect(await importsOn(database.pool, folder, LINES_A_COMMIT).resume()).toBe(1);
      expect(await stateOf(broken)).toMatchObject({ state: 'MATCHED', lines: ROWS });
      expect(await linesOf(database.pool, broken)).toEqual(lines);
      expect(await openBreaks()).toEqual(breaks);
      await undo(broken);
    }
  }
});

test('a file that another one overtook while it was stopped begins anew, and keeps to its own lines', async () => {
  const breaking = fragile(database.pool, (nth) => (nth === 2 ? 'before' : null));
  const first = await begin(breaking, csv(...told));
  const { lines } = await stateOf(first);
  expect(lines).toBeGreaterThan(0);
  const second = await begin(database.pool, csv({ reference: 'OVERTAKES', at: noon(4) }));
  expect(await stateOf(second)).toMatchObject({ state: 'MATCHED', lines: 1 });
  await importsOn(database.pool, folder, LINES_A_COMMIT).resume();
  expect(await stateOf(first)).toMatchObject({ state: 'MATCHED', lines: ROWS });
  expect(await linesOf(database.pool, first)).toHaveLength(ROWS);
  const { rows } = await database.pool.query(
    `select (select count(*)::int from statement_line l where l.id between f.first_line_id and f.last_line_id and l.file_id <> f.id) as foreign from statement_file f`,
  );
  expect(rows.every((one) => one.foreign === 0)).toBe(true);
  await undo(first);
  expect(await linesOf(database.pool, second)).toHaveLength(1);
});

test('lines that are stored already are refused by the database itself', async () => {
  const breaking = fragile(database.pool, (nth) => (nth === 2 ? 'before' : null));
  const fileId = await begin(breaking, `${csv(...told)}\n`);
  const { last } = await stateOf(fileId);
  await expect(
    database.pool.query('select take_lines($1, 1, $2, $2, 1, null, null, false)', [fileId, last]),
  ).rejects.toThrow('are stored already');
});
