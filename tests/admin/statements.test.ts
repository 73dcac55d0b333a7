import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenStatement, statementOf, upload } from './statement-steps.ts';

const world = useConsole();
const people: Record<string, Visitor> = {};

beforeAll(async () => {
  for (const name of ['finance', 'admin', 'tresorier', 'awa']) {
    people[name] = await world.console.signIn(name);
  }
});

const finance = () => people['finance']!;

const read = async (who: Visitor, path: string) => {
  const { status, text } = await who.get(`/admin/api${path}`, { accept: 'application/json' });
  return { status, ...JSON.parse(text) };
};

const send = async (who: Visitor, path: string, data: object) => {
  const { status, text } = await who.postJson(`/admin/api${path}`, data);
  return { status, ...JSON.parse(text) };
};

async function imported(name: string, text: string): Promise<string> {
  const { uploadId } = await upload(finance(), name, text);
  const { fileId } = await send(finance(), '/statements/import', { uploadId });
  await world.console.app.statementsIdle();
  return fileId;
}

test('finance sends a statement and is told what it holds in our terms, then what became of it', async () => {
  const text = statementOf([
    { reference: 'FIRST-1', amount: '1500', fee: 15 },
    { amount: 'douze' },
  ]);
  const inspected = await upload(finance(), 'hier.csv', text);
  expect(inspected).toMatchObject({
    status: 200,
    name: 'hier.csv',
    bytes: text.length,
    format: 'tontine-pro',
    mapping: null,
    preview: {
      lines: [{ lineNo: 2, kind: 'payment', amount: '1500', fee: '15', reference: 'FIRST-1' }],
      bad: [{ lineNo: 3, why: 'Le montant n’est pas lisible.' }],
    },
  });
  const { uploadId } = inspected;
  const { status, fileId } = await send(finance(), '/statements/import', { uploadId });
  expect(status).toBe(200);
  await world.console.app.statementsIdle();
  expect(await read(finance(), `/statements/${fileId}`)).toMatchObject({
    state: 'MATCHED',
    lines: 1,
    badLines: 1,
    bytesRead: text.length,
    outcomes: { missing_in_ledger: 1 },
    problem: null,
  });
  const { files } = await read(finance(), '/statements');
  expect(files[0]).toMatchObject({ id: fileId, name: 'hier.csv' });
});

test('bad rows are listed with their line and why, and come as a file that no spreadsheet runs', async () => {
  const rows = ['=cmd|calc,x', '@SUM(A1),-2+3,"a,b"', '＝1+1,x'];
  const fileId = await imported('mauvais.csv', `${statementOf([{}])}${rows.join('\n')}\n`);
  const { lines } = await read(finance(), `/statements/${fileId}/bad`);
  expect(lines).toEqual([
    { lineNo: 3, why: 'Il manque des colonnes à cette ligne.', text: rows[0] },
    { lineNo: 4, why: 'Il manque des colonnes à cette ligne.', text: rows[1] },
    { lineNo: 5, why: 'Il manque des colonnes à cette ligne.', text: rows[2] },
  ]);
  const csv = await finance().get(`/admin/api/statements/${fileId}/bad.csv`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toMatch(
    /^attachment; filename=lignes-illisibles\.csv$/,
  );
  expect(csv.text.split('\r\n').slice(1)).toEqual([
    `"3","Il manque des colonnes à cette ligne.","'=cmd|calc,x"`,
    `"4","Il manque des colonnes à cette ligne.","'@SUM(A1),-2+3,""a,b"""`,
    `"5","Il manque des colonnes à cette ligne.","'＝1+1,x"`,
    '',
  ]);
});

test('the same file twice is refused, with when and by whom it was imported', async () => {
  const text = statementOf([{ reference: 'TWICE' }]);
  await imported('une-fois.csv', text);
  const again = await upload(finance(), 'autre-nom.csv', text);
  expect(again).toMatchObject({ status: 409, error: { code: 'statement_already_imported' } });
  expect(again.error.message.replace(/[\u00a0\u202f]/g, ' ')).toMatch(
    /^Ce relevé a déjà été importé le \d{1,2} \S+ \d{4}.*\d\d:\d\d par .+ : « une-fois\.csv »\.$/,
  );
});

test('an unknown format comes with a guess, follows the mapping, and is known the next time', async () => {
  const text =
    'Jour;Libellé;Crédit;Débit\n25/11/2026 10:00:00;A;1 500;\n25/11/2026 11:00:00;B;;700\n';
  const inspected = await upload(finance(), 'banque.csv', text);
  expect(inspected).toMatchObject({
    format: 'unknown',
    mappingName: null,
    header: ['Jour', 'Libellé', 'Crédit', 'Débit'],
  });
  const { uploadId } = inspected;
  const mapping = { ...inspected.mapping, columns: { date: 0, in: 2, out: 3, reference: 1 } };
  const preview = await send(finance(), '/statements/preview', { uploadId, mapping });
  expect(preview.lines).toMatchObject([
    { kind: 'payment', amount: '1500', reference: 'A' },
    { kind: 'payout', amount: '700', reference: 'B' },
  ]);
  const dateless = { ...mapping, columns: { in: 2, out: 3 } };
  expect(
    await send(finance(), '/statements/preview', { uploadId, mapping: dateless }),
  ).toMatchObject({
    status: 400,
    error: { code: 'mapping_needs_date' },
  });
  const asked = { uploadId, mapping, saveMappingAs: 'Ma banque', method: 'wave' };
  const { fileId } = await send(finance(), '/statements/import', asked);
  await world.console.app.statementsIdle();
  expect(await read(finance(), `/statements/${fileId}`)).toMatchObject({
    lines: 2,
    method: 'wave',
  });
  const next = await upload(finance(), 'banque-2.csv', text.replace('1 500', '1 600'));
  expect(next).toMatchObject({ mappingName: 'Ma banque', mapping: { columns: { in: 2, out: 3 } } });
});

test('an import is undone while nothing rests on it, and the file may come again', async () => {
  const text = statementOf([{ reference: 'UNDO' }]);
  const fileId = await imported('annule.csv', text);
  expect(await send(finance(), `/statements/${fileId}/undo`, {})).toMatchObject({ status: 200 });
  expect(await read(finance(), `/statements/${fileId}`)).toMatchObject({
    state: 'UNDONE',
    undoable: false,
    undoObstacle: 'Cet import ne peut pas être annulé dans son état actuel.',
  });
  expect(await send(finance(), `/statements/${fileId}/undo`, {})).toMatchObject({
    status: 409,
    error: { code: 'statement_not_undoable' },
  });
  expect((await upload(finance(), 'annule.csv', text)).status).toBe(200);
});

test('a preview says how many rows a file has, of a long one about', async () => {
  const of = (count: number) =>
    statementOf(Array.from({ length: count }, (_, index) => ({ reference: `ROWS-${index}` })));
  const few = await upload(finance(), 'peu.csv', of(37));
  expect(few.preview.rows).toEqual({ count: 37, exact: true });
  const many = await upload(finance(), 'beaucoup.csv', of(60_000));
  expect(many.preview.rows.exact).toBe(false);
  expect(many.preview.rows.count).toBeGreaterThan(54_000);
  expect(many.preview.rows.count).toBeLessThan(66_000);
});

test('older files are a page of their own', async () => {
  await world.database.owner.query(
    `insert into statement_file (name, sha256, bytes, format, series, currency, state)
     select 'ancien-' || n, sha256(convert_to('ancien-' || n, 'utf8')), 1, 'tontine-pro', 'tontine-pro', 'XOF', 'MATCHED'
     from generate_series(1, 120) n`,
  );
  const first = await read(finance(), '/statements');
  expect(first.files).toHaveLength(100);
  const older = await read(finance(), `/statements?cursor=${first.next}`);
  expect(older).toMatchObject({ status: 200, next: null });
  const ids = [...first.files, ...older.files].map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(120);
});

test('administrators read, treasurers and members are refused, strangers sign in first', async () => {
  const { app } = world.console;
  const actor = world.people.finance;
  const fileId = await givenStatement(app, actor, 'qui.csv', statementOf([{ reference: 'WHO' }]));
  const reads = [
    '/statements',
    `/statements/${fileId}`,
    `/statements/${fileId}/lines`,
    `/statements/${fileId}/bad`,
    '/statements/deliveries',
  ];
  const acts = ['/statements/import', '/statements/preview', `/statements/${fileId}/undo`];
  const body = statementOf([{}]);
  for (const path of reads) {
    expect([path, (await read(people['admin']!, path)).status]).toEqual([path, 200]);
    expect([path, (await read(people['tresorier']!, path)).status]).toEqual([path, 403]);
    expect([path, (await read(people['awa']!, path)).status]).toEqual([path, 403]);
    expect([path, (await read(world.console.visitor(), path)).status]).toEqual([path, 401]);
  }
  for (const name of ['admin', 'tresorier', 'awa']) {
    for (const path of acts) {
      const asked = { uploadId: '01900000-0000-7000-8000-000000000000' };
      expect([name, path, (await send(people[name]!, path, asked)).status]).toEqual([
        name,
        path,
        403,
      ]);
    }
    expect([name, (await upload(people[name]!, 'a.csv', body)).status]).toEqual([name, 403]);
  }
  expect((await upload(world.console.visitor(), 'a.csv', body)).status).toBe(401);
  expect(await read(people['admin']!, `/statements/${fileId}`)).toMatchObject({ state: 'MATCHED' });
});
