import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { bytesOf, csv, importsOn, linesOf, newFolder, noon, paid } from './given.ts';
import { stopping } from './stopping.ts';

const database = useDatabase();
const folder = newFolder();
let people: People;
/** Several commits' worth of readable rows and bad ones. */
let content: string;
const ROWS = 2_400;

beforeAll(async () => {
  people = await givenPeople(database.owner);
  const made = await paid({ database, people }, { when: noon(3) }, { when: noon(3, 1) });
  content = csv(
    ...Array.from({ length: ROWS }, (_, n) =>
      n % 60 === 7
        ? `BAD-${n},not a row`
        : {
            reference: `STOP-${n}-${'x'.repeat(100)}`,
            at: noon(3, n % 50),
            ...(n === 3 || n === ROWS - 2 ? { ownId: made[n === 3 ? 0 : 1]!.id } : {}),
            ...(n % 100 === 0 ? { amount: 1_234 } : {}),
            status:
              n % 100 === 0 || n === 3 || n === ROWS - 2
                ? ('completed' as const)
                : ('failed' as const),
          },
    ),
  );
});

async function begin(pool: typeof database.pool) {
  const imports = importsOn(pool, folder, 1);
  const upload = await imports.files.receive('stopped.csv', bytesOf(content));
  const { fileId } = await imports.importStatement({ actor: people.finance, uploadId: upload.id });
  await imports.idle();
  return fileId;
}

/** All that the import of a file leaves behind. */
async function left(fileId: string) {
  const read = async (sql: string) => (await database.pool.query(sql, [fileId])).rows;
  return {
    file: await read(
      `select state, lines, bad_lines, last_line, bytes_read = bytes as whole, first_at, last_at, covers_from, covers_to, outcomes
       from statement_file where id = $1`,
    ),
    lines: await linesOf(database.pool, fileId),
    bad: await read(
      'select line_no, code, text from statement_bad_line where file_id = $1 order by 1',
    ),
    breaks: await read(
      `select b.kind, b.reference, b.difference::text, count(e)::int as lines from break_item b join break_evidence e on e.break_id = b.id
       where b.resolved_at is null and $1::uuid is not null group by b.id order by 1, 2, 3`,
    ),
  };
}

test('wherever an import is stopped, reading or matching, it ends with the rows, bad rows and breaks of an undisturbed one', async () => {
  const undo = (fileId: string) =>
    database.pool.query('select undo_statement($1, $2)', [
      fileId,
      JSON.stringify({ id: people.finance.id, name: people.finance.username }),
    ]);
  const whole = await begin(database.pool);
  const undisturbed = await left(whole);
  expect(undisturbed.file).toMatchObject([
    { state: 'MATCHED', lines: ROWS - 40, bad_lines: 40, whole: true },
  ]);
  expect(undisturbed.breaks.length).toBeGreaterThan(20);
  await undo(whole);

  const places = [
    ['insert into statement_bad_line', 1],
    ['update statement_file set bad_lines', 2],
    ['select take_lines', 2],
    ['update statement_file set state', 1],
    ['select finish_statement', 1],
  ] as const;
  for (const [begins, nth] of places) {
    for (const when of ['before', 'after'] as const) {
      const fileId = await begin(stopping(database.pool, begins, nth, when));
      const done = begins === 'select finish_statement' && when === 'after';
      expect([begins, when, await importsOn(database.pool, folder, 1).resume()]).toEqual([
        begins,
        when,
        done ? 0 : 1,
      ]);
      expect(await left(fileId)).toEqual(undisturbed);
      await undo(fileId);
    }
  }
});
