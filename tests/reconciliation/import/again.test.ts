import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { bytesOf, csv, imported, newFolder } from './given.ts';

const statementsDir = newFolder();
const world = useConsole({ settings: { statementsDir } });

const receive = (content: string | Buffer, name: string) =>
  world.console.app.receiveStatement({
    actor: world.people.finance,
    name,
    stream: bytesOf(content),
  });

const start = (uploadId: string) =>
  world.console.app.importStatement({ actor: world.people.finance, uploadId });

test('a file is kept byte for byte under its hash, whatever its bytes', async () => {
  const content = Buffer.concat([
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from(csv({ reference: 'KEPT-1' }).replaceAll('\n', '\r\n')),
    Buffer.from([0xe9, 0x2c, 0x0d, 0x0a]),
  ]);
  const { state } = await imported(world, content);
  expect(state).toBe('MATCHED');
  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(readFileSync(join(statementsDir, 'kept', sha256)).equals(content)).toBe(true);
});

test('the same bytes are refused the second time, also under another name', async () => {
  const content = csv({ reference: 'AGAIN-1' });
  await imported(world, content, 'first.csv');
  for (const name of ['first.csv', 'renamed.csv']) {
    await expect(receive(content, name)).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'statement_already_imported',
      details: { name: 'first.csv', by: world.people.finance.username },
    });
  }
});

test('the same bytes sent by two people at once become one import', async () => {
  const content = csv({ reference: 'TWICE-1' }, { reference: 'TWICE-2' });
  const uploads = await Promise.all([receive(content, 'a.csv'), receive(content, 'b.csv')]);
  const started = await Promise.allSettled(uploads.map(({ uploadId }) => start(uploadId)));
  await world.console.app.statementsIdle();
  expect(started.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(started.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'statement_already_imported' },
  });
  const { rows } = await world.database.pool.query(
    `select count(*)::int as lines from statement_line where reference like 'TWICE-%'`,
  );
  expect(rows).toEqual([{ lines: 2 }]);
});

test('an upload that was imported is gone, and no identifier reaches another file', async () => {
  const { uploadId } = await receive(csv({ reference: 'ONCE-1' }), 'once.csv');
  await start(uploadId);
  await world.console.app.statementsIdle();
  for (const id of [uploadId, '../kept/x', '']) {
    await expect(start(id)).rejects.toMatchObject({ code: 'statement_upload_gone' });
  }
});

test('bad rows are listed with their line numbers, and the good ones around them go on', async () => {
  const file = await imported(
    world,
    csv(
      { reference: 'GOOD-1' },
      { reference: 'BAD-1', amount: '12.5' },
      'only,three,cells',
      { reference: 'GOOD-2' },
      { reference: 'BAD-2', amount: 0 },
    ),
  );
  expect(file).toMatchObject({ state: 'MATCHED', lines: 2, badLines: 3 });
  const bad: [number, string][] = [];
  const listed = await world.console.app.badLines({
    actor: world.people.finance,
    fileId: file.id,
  });
  for await (const { lineNo, code } of listed) bad.push([lineNo, code]);
  expect(bad).toEqual([
    [3, 'amount_not_whole'],
    [4, 'too_few_cells'],
    [6, 'amount_zero'],
  ]);
});

test('a file without a single readable row is matched with nothing and opens nothing', async () => {
  const file = await imported(world, csv('a,b,c'));
  expect(file).toMatchObject({ state: 'MATCHED', lines: 0, badLines: 1, outcomes: {} });
});

test('a statement without a row says so, however often such a day is sent', async () => {
  for (const name of ['monday.csv', 'tuesday.csv']) {
    await expect(imported(world, csv(), name)).rejects.toMatchObject({
      kind: 'InvalidInput',
      code: 'statement_without_rows',
    });
  }
});
