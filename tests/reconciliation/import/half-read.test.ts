import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { bytesOf, csv, importsOn, newFolder, noon, paid } from './given.ts';
import { stopping } from './stopping.ts';

const database = useDatabase();
const folder = newFolder();
let people: People;

beforeAll(async () => {
  people = await givenPeople(database.owner);
});

async function run(pool: typeof database.pool, content: string): Promise<string> {
  const imports = importsOn(pool, folder, 1);
  const upload = await imports.files.receive('half.csv', bytesOf(content));
  const { fileId } = await imports.importStatement({ actor: people.finance, uploadId: upload.id });
  await imports.idle();
  return fileId;
}

test('breaks that are looked for while a file is half read are not cleared by what nobody has compared', async () => {
  const [made] = await paid({ database, people }, { when: noon(5) });
  const open = async () =>
    (
      await database.owner.query<{ kind: string }>(
        'select kind from break_item where transaction_id = $1 and resolved_at is null',
        [made!.id],
      )
    ).rows.map(({ kind }) => kind);
  await run(
    database.pool,
    csv(
      { reference: 'MORNING', status: 'failed', at: noon(5, -700) },
      { reference: 'EVENING', status: 'failed', at: noon(5, 700) },
    ),
  );
  expect(await open()).toEqual(['missing_at_gateway']);
  const half = await run(
    stopping(database.pool, 'update statement_file set state', 1, 'before'),
    csv({ ownId: made!.id, reference: 'HALF', amount: 9_999, at: noon(5) }),
  );
  const { rows } = await database.owner.query('select state from statement_file where id = $1', [
    half,
  ]);
  expect(rows).toEqual([{ state: 'READING' }]);
  await database.pool.query(`select * from refresh_breaks('0', 'initiate')`);
  expect(await open()).toEqual(['missing_at_gateway']);
  await importsOn(database.pool, folder, 1).resume();
  expect(await open()).toEqual(['amount_mismatch']);
});
