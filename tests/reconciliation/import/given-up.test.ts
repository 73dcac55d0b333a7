import { rmSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { bytesOf, csv, importsOn, linesOf, newFolder, noon, paid, type Told } from './given.ts';
import { stopping } from './stopping.ts';

const database = useDatabase();
let people: People;

beforeAll(async () => {
  people = await givenPeople(database.owner);
});

async function run(imports: ReturnType<typeof importsOn>, content: string): Promise<string> {
  const upload = await imports.files.receive('statement.csv', bytesOf(content));
  const { fileId } = await imports.importStatement({ actor: people.finance, uploadId: upload.id });
  await imports.idle();
  return fileId;
}

const fileOf = async (fileId: string) =>
  (
    await database.owner.query<{ sha256: string }>(
      `select state, problem, lines, bad_lines, encode(sha256, 'hex') as sha256 from statement_file where id = $1`,
      [fileId],
    )
  ).rows[0];

/** A file of several commits, the first of which is stored before the server is gone. */
async function halfRead(content: string) {
  const folder = newFolder();
  const stopped = importsOn(stopping(database.pool, 'select take_lines', 3, 'before'), folder, 1);
  const fileId = await run(stopped, content);
  expect(await fileOf(fileId)).toMatchObject({ state: 'READING' });
  expect(await linesOf(database.pool, fileId)).not.toEqual([]);
  return { fileId, folder };
}

const long = (name: string, day: number): Told[] =>
  Array.from({ length: 4_000 }, (_, n) => ({
    reference: `${name}-${n}-${'x'.repeat(90)}`,
    status: 'failed',
    at: noon(day, n % 100),
  }));

test('a file that is given up half-read leaves no line that the same file, sent again, seems to repeat', async () => {
  const [made] = await paid({ database, people }, { when: noon(3) });
  const content = csv(
    { ownId: made!.id, reference: 'WRONG-SUM', amount: 9_000, at: noon(3) },
    'not,a,row',
    ...long('DAMAGED', 3),
  );
  const { fileId, folder } = await halfRead(content);
  const again = importsOn(database.pool, folder, 500);
  writeFileSync(again.files.keptPath((await fileOf(fileId))!.sha256), content.slice(0, 900));
  await again.resume();
  expect(await fileOf(fileId)).toMatchObject({
    state: 'FAILED',
    problem: 'statement_upload_gone',
    lines: 0,
    bad_lines: 1,
  });
  expect(await linesOf(database.pool, fileId)).toEqual([]);
  const whole = await run(again, content);
  expect((await linesOf(database.pool, whole))[0]).toMatchObject({
    outcome: 'amount_mismatch',
    difference: '4000',
  });
});

test('a file whose kept bytes are gone is given up, taken back, and sent again', async () => {
  const content = csv(...long('GONE', 9));
  const { fileId, folder } = await halfRead(content);
  rmSync(folder, { recursive: true });
  const other = importsOn(database.pool, newFolder(), 500);
  expect(await other.resume()).toBe(1);
  expect(await fileOf(fileId)).toMatchObject({
    state: 'FAILED',
    problem: 'statement_upload_gone',
    lines: 0,
  });
  const finance = JSON.stringify({ id: people.finance.id, name: people.finance.username });
  await database.pool.query('select undo_statement($1, $2)', [fileId, finance]);
  expect(await fileOf(fileId)).toMatchObject({ state: 'UNDONE' });
  expect(await fileOf(await run(other, content))).toMatchObject({ state: 'MATCHED', lines: 4_000 });
});

test('what was finished is not given up', async () => {
  const fileId = await run(importsOn(database.pool, newFolder(), 500), csv({ reference: 'DONE' }));
  await database.pool.query(`select give_up_statement($1, 'statement_upload_gone')`, [fileId]);
  expect(await fileOf(fileId)).toMatchObject({ state: 'MATCHED', problem: null, lines: 1 });
});
