import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runJob } from '../../../jobs/run.ts';
import { createStatementFiles } from '../../../src/reconciliation/statements/files.ts';
import { statementOf } from '../../admin/statement-steps.ts';
import { useConsole } from '../../support/console.ts';

const folder = mkdtempSync(join(tmpdir(), 'statements-'));
const world = useConsole({ settings: { statementsDir: folder } });
const files = createStatementFiles(folder);
const LONG_AGO = new Date(Date.now() - 25 * 3_600_000);

beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file that lies in the folder since long ago. */
function dropped(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), LONG_AGO, LONG_AGO);
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const listed = (...path: string[]): string[] =>
  existsSync(join(folder, ...path)) ? readdirSync(join(folder, ...path)) : [];

const receive = (name: string, text: string) =>
  world.console.app.receiveStatement({ actor: world.people.finance, name, stream: bytesOf(text) });

const importOf = (uploadId: string, over: object = {}) =>
  world.console.app.importStatement({ actor: world.people.finance, uploadId, ...over });

describe('what is dropped into the folder', () => {
  test('files of one name that cannot be imported all stay, each as it came', async () => {
    for (const text of ['a;b\n1;2\n', 'a;c\n1;2\n', 'a;d\n1;2\n']) {
      dropped('banque.csv', text);
      expect(await world.console.app.collectStatements()).toEqual([
        { name: 'banque.csv', became: 'unknown' },
      ]);
    }
    const kept = listed('unknown').map((name) =>
      readFileSync(join(folder, 'unknown', name), 'utf8'),
    );
    expect(kept.sort()).toEqual(['a;b\n1;2\n', 'a;c\n1;2\n', 'a;d\n1;2\n']);
    const text = statementOf([{ reference: 'DROPPED' }]);
    for (const became of ['imported', 'refused', 'refused']) {
      dropped('hier.csv', text);
      expect(await world.console.app.collectStatements()).toEqual([{ name: 'hier.csv', became }]);
      await world.console.app.statementsIdle();
    }
    expect(listed('refused')).toHaveLength(2);
  });

  test('a file that cannot be read, or moved aside, does not stop the others', async () => {
    // A file where the folder should be: nothing can be moved into it.
    writeFileSync(join(folder, 'unknown'), '');
    utimesSync(join(folder, 'unknown'), new Date(), new Date());
    for (const name of ['1.csv', '2.csv']) dropped(name, `a;b\n${name};2\n`);
    dropped('3.csv', statementOf([{ reference: 'BEHIND' }]));
    expect(await world.console.app.collectStatements()).toEqual([
      { name: '3.csv', became: 'imported' },
    ]);
    expect(listed()).toEqual(expect.arrayContaining(['1.csv', '2.csv']));
    expect(listed('incoming')).toEqual([]);
    await world.console.app.statementsIdle();
  });
});

describe('a file that is imported', () => {
  test('is kept before anything says that it is imported', async () => {
    const { uploadId, sha256 } = await receive('a.csv', statementOf([{ reference: 'KEPT' }]));
    // Keeping fails: a file is where the folder should be.
    writeFileSync(join(folder, 'kept'), '');
    await expect(importOf(uploadId)).rejects.toThrow();
    const { rows } = await world.database.pool.query(
      `select 1 from statement_file where sha256 = decode($1, 'hex')`,
      [sha256],
    );
    expect(rows).toEqual([]);
    rmSync(join(folder, 'kept'));
    await importOf(uploadId);
    await world.console.app.statementsIdle();
    expect(listed('kept')).toEqual([sha256]);
    expect(listed('incoming')).toEqual([]);
  });

  test('may lie there already, and is then what it was', async () => {
    const text = statementOf([{ reference: 'THERE' }]);
    const { uploadId, sha256 } = await receive('b.csv', text);
    mkdirSync(join(folder, 'kept'));
    writeFileSync(join(folder, 'kept', sha256), text.slice(0, 9));
    const { fileId } = await importOf(uploadId);
    await world.console.app.statementsIdle();
    const actor = world.people.finance;
    expect(await world.console.app.statement({ actor, fileId })).toMatchObject({
      state: 'MATCHED',
    });
    expect(readFileSync(join(folder, 'kept', sha256), 'utf8')).toBe(text);
  });

  test('is told from another of the same length', async () => {
    const upload = await files.receive('c.csv', bytesOf('abc'));
    await files.keep(upload);
    await files.expectKept(upload.sha256);
    writeFileSync(files.keptPath(upload.sha256), 'abd');
    await expect(files.expectKept(upload.sha256)).rejects.toMatchObject({
      code: 'statement_upload_gone',
    });
  });
});

describe('an upload that nobody imports', () => {
  test('is removed after a day by the job; a younger one waits', async () => {
    const [old, young] = [
      await files.receive('o', bytesOf('o')),
      await files.receive('y', bytesOf('y')),
    ];
    for (const path of [old.path, `${old.path}.json`]) utimesSync(path, LONG_AGO, LONG_AGO);
    expect(await runJob(world.console.app, 'collect-statements')).toMatchObject({ changed: 2 });
    expect(listed('incoming').sort()).toEqual([young.id, `${young.id}.json`]);
  });

  test('is removed at once where the same file was imported meanwhile', async () => {
    const text = statementOf([{ reference: 'MEANWHILE' }]);
    const [first, second] = [await receive('d.csv', text), await receive('d.csv', text)];
    await importOf(first.uploadId);
    await expect(importOf(second.uploadId)).rejects.toMatchObject({
      code: 'statement_already_imported',
    });
    expect(listed('incoming')).toEqual([]);
    await world.console.app.statementsIdle();
  });
});

describe('the name of a mapping', () => {
  const mapped = async (name: string, header: string, over: object = {}) => {
    const row = `25/11/2026 10:00:00;${name};1 500`;
    const { uploadId, mapping } = await receive(`${name}.csv`, `${header}\n${row}\n`);
    const columns = { date: 0, reference: 1, amount: 2 };
    return importOf(uploadId, { mapping: { ...mapping, columns }, ...over });
  };
  const named = async () => {
    await world.console.app.statementsIdle();
    const { rows } = await world.database.pool.query<{ name: string; header: string[] }>(
      'select name, header from statement_mapping order by name',
    );
    return rows.map(({ name, header }) => [name, header[1]]);
  };

  test('means one header: a person is told, an automatic name gets a number', async () => {
    await mapped('u', 'Jour;Un;Montant', { saveMappingAs: 'Banque' });
    await expect(
      mapped('v', 'Jour;Deux;Montant', { saveMappingAs: 'Banque' }),
    ).rejects.toMatchObject({ kind: 'Conflict', code: 'mapping_name_taken' });
    await mapped('Banque', 'Jour;Trois;Montant');
    expect(await named()).toEqual([
      ['Banque', 'Un'],
      ['Banque.csv', 'Trois'],
    ]);
    await mapped('Banque', 'Jour;Quatre;Montant');
    expect(await named()).toContainEqual(['Banque.csv (2)', 'Quatre']);
  });

  test('is no account: each method that it reads is a series of its own', async () => {
    const header = 'Jour;Compte;Montant';
    const methods = ['wave', 'orange_money', null];
    for (const [nth, method] of methods.entries()) await mapped(`m${nth}`, header, { method });
    await world.console.app.statementsIdle();
    const { rows } = await world.database.pool.query<{ series: string }>(
      `select f.series from statement_file f join statement_mapping m on m.id = f.mapping_id where m.header[2] = 'Compte' order by f.id`,
    );
    const [wave, orange, none] = rows.map(({ series }) => series);
    expect(none).toMatch(/^mapped:[0-9a-f]{32}$/);
    expect([wave, orange]).toEqual([`${none}:wave`, `${none}:orange_money`]);
    await expect(mapped('n', header, { method: 'wa\0ve' })).rejects.toMatchObject({
      kind: 'InvalidInput',
      code: 'method_unknown',
    });
  });
});
