import { beforeAll, expect, test } from 'vitest';
import { definitions } from '../../src/admin/resources/index.ts';
import { useConsole } from '../support/console.ts';
import { fact, givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { list } from './api.ts';
import { fetchFile, readCsv, readXlsx } from './files.ts';
import { givenMember } from './given.ts';

const world = useConsole();
const FORMULA = '=HYPERLINK("http://127.0.0.1/","Awa")';
let tresorier: Visitor;
let finance: Visitor;
let admin: Visitor;

const path = (name: string, query = '') => `/admin/api/export/${name}?format=csv&${query}`;

const csv = async (who: Visitor, name: string, query = '') => {
  const { status, text } = await fetchFile(who, path(name, query));
  expect(status, text.slice(0, 300)).toBe(200);
  const [heads = [], ...rows] = readCsv(text);
  return { heads, rows, ids: rows.map((row) => row.at(-1)) };
};

const audited = async () =>
  (
    await world.database.owner.query<{ action: string; after: Record<string, unknown> }>(
      `select action, after from audit_entry where action like 'export.%' order by id desc limit 1`,
    )
  ).rows[0];

beforeAll(async () => {
  const { people, database, console } = world;
  [tresorier, finance, admin] = await Promise.all([
    console.signIn('tresorier'),
    console.signIn('finance'),
    console.signIn('admin'),
  ]);
  const of = { by: people.tresorier, member: people.awa } as const;
  const paid = await givenPayment(database.pool, { type: 'DEPOSIT', amount: 7_000, ...of });
  await console.app.settle(fact({ reference: paid.reference, amount: 7_000n, fee: 70n }));
  await givenPayment(database.pool, { type: 'WITHDRAWAL', amount: 500, ...of, state: 'UNKNOWN' });
  await givenPayment(database.pool, { type: 'DEPOSIT', amount: 900, ...of });
  await givenPayment(database.pool, {
    type: 'WITHDRAWAL',
    amount: 1_000,
    by: people.other,
    member: people.fatou,
  });
  await console.app.settle(fact({ reference: 'nobody’s', amount: 100n }));
  await console.app.openDispute({
    actor: people.awa,
    transactionId: paid.id,
    message: '@SUM(1;2)\r\nQui a fait cela ?',
  });
  await givenMember(world, { fullName: FORMULA });
  for (const [name, lockedUntil] of [
    ['Rentrée', '2099-01-31'],
    ['École', null],
  ] as const)
    await console.app.createVault({
      actor: people.tresorier,
      ownerId: people.awa.id,
      name,
      lockedUntil,
    });
});

test.each(['Wallet', 'Transaction', 'Vault', 'Dispute', 'User', 'Tontine', 'Membership'])(
  'a treasurer takes out of %s what the list shows them, and nothing of another tontine',
  async (name) => {
    const { fatou } = world.people;
    const shown = await list(tresorier, name, 'perPage=500');
    const { heads, rows, ids } = await csv(tresorier, name);
    expect(ids).toEqual(shown.records?.map(({ id }) => id));
    expect(rows.every((row) => row.length === heads.length)).toBe(true);
    expect(rows.flat().some((cell) => cell.includes(fatou.phone ?? 'fatou'))).toBe(false);
    const all = await csv(finance, name);
    expect(all.ids.length).toBeGreaterThan(ids.length - 1);
  },
);

test.each(['WebhookEvent', 'Journal', 'AuditEntry'])(
  '%s is taken out by the office alone',
  async (name) => {
    expect((await csv(finance, name)).rows.length).toBeGreaterThan(0);
    expect((await csv(admin, name)).rows.length).toBeGreaterThan(0);
    const refused = await fetchFile(tresorier, path(name));
    expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([403, 'forbidden']);
  },
);

test('the queue of breaks is taken out by the office alone', async () => {
  await world.console.app.refreshBreaks(0);
  const { heads, rows } = await csv(finance, 'Break', 'kind=unknown_reference&sort=value');
  expect(heads.slice(0, 2)).toEqual(['Nature', 'Sens']);
  expect(rows.map((row) => [row[0], row[5], row[8]])).toEqual([
    ['Message orphelin', '100', 'nobody’s'],
  ]);
  const refused = await fetchFile(tresorier, path('Break'));
  expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([403, 'officers_only']);
});

test('who may not open the panel takes nothing out of it', async () => {
  const awa = await world.console.signIn('awa');
  expect((await fetchFile(awa, path('Wallet'))).status).toBe(403);
  expect((await fetchFile(world.console.visitor(), path('Wallet'))).status).toBe(401);
});

test('every sort of every list gives the file the order of the list, both ways', async () => {
  const wrong: string[] = [];
  let compared = 0;
  for (const { id, sorts, sortNeeds = {} } of definitions(world.console.app)) {
    // What the export itself writes would make the two differ.
    if (id === 'AuditEntry') continue;
    for (const sortBy of Object.keys(sorts)) {
      for (const direction of ['asc', 'desc']) {
        const needed = sortNeeds[sortBy];
        const query = `sortBy=${sortBy}&direction=${direction}${needed ? `&filters.${needed}=yes` : ''}`;
        const { records = [] } = await list(finance, id, `${query}&perPage=500`);
        const { ids } = await csv(finance, id, query);
        if (`${ids}` !== `${records.map((record) => record.id)}`) wrong.push(`${id} ${query}`);
        compared += 1;
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(40);
});

test('a filter of the list is a filter of the file, and an unreadable one is refused', async () => {
  const { ids, rows } = await csv(
    finance,
    'Transaction',
    'filters.type=WITHDRAWAL&filters.amount~~from=600&page=4&perPage=1',
  );
  expect(ids).toHaveLength(1);
  expect(rows[0]).toContain('-1000');
  for (const query of [
    'filters.type=NOTHING',
    'filters.nothing=1',
    'filters.__proto__=1',
    'filters.amount~~below=1',
    'filters.type=DEPOSIT&filters.type=WITHDRAWAL',
    'search=awa',
  ]) {
    const { status, text } = await fetchFile(finance, path('Transaction', query));
    expect([query, status, JSON.parse(text).error?.code]).toEqual([query, 400, 'filter_invalid']);
  }
  const sorted = await fetchFile(finance, path('Transaction', 'sortBy=fingerprint'));
  expect(JSON.parse(sorted.text).error.code).toBe('sort_invalid');
});

test('a list or a format that does not exist is refused in words', async () => {
  const nothing = await fetchFile(finance, path('Nothing'));
  expect(nothing.status).toBe(404);
  const format = await fetchFile(finance, '/admin/api/export/Wallet?format=pdf');
  expect([format.status, JSON.parse(format.text).error.message]).toEqual([
    400,
    'Choisissez CSV ou Excel.',
  ]);
});

test('heads and values are in the person’s language, amounts signed and instants in the business zone', async () => {
  const french = await csv(finance, 'Transaction', 'filters.amount~~from=7000');
  expect(french.heads.slice(0, 6)).toEqual([
    'Membre',
    'Téléphone du membre',
    'Opération',
    'Montant',
    'État',
    'Créé',
  ]);
  const [row = []] = french.rows;
  expect(row.slice(0, 5)).toEqual(['Awa Ouédraogo', `'+22670123456`, 'Dépôt', '7000', 'Effectué']);
  expect(row[5]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  expect(row[french.heads.indexOf('Frais')]).toBe('70');
  const abroad = await world.console.signIn('finance');
  await abroad.get('/admin?lang=en');
  const { text, headers } = await fetchFile(
    abroad,
    path('Transaction', 'filters.amount~~from=7000'),
  );
  const [heads = [], deposit = []] = readCsv(text);
  expect([heads[0], heads[4], deposit[4]]).toEqual(['Member', 'Status', 'Completed']);
  expect(headers.get('content-disposition')).toMatch(/filename=transactions-\d{4}-\d\d-\d\d\.csv/);
});

test('a cell that a spreadsheet would run is quoted, a negative amount stays a number', async () => {
  const { text } = await fetchFile(finance, path('Wallet'));
  expect(text).toContain(`"'=HYPERLINK(""http://127.0.0.1/"",""Awa"")"`);
  expect(text.startsWith('\ufeff')).toBe(true);
  const disputes = await csv(finance, 'Dispute');
  expect(disputes.rows[0]).toContain(`'@SUM(1;2)\r\nQui a fait cela ?`);
  const payouts = await fetchFile(finance, path('Transaction', 'filters.type=WITHDRAWAL'));
  expect(payouts.text).toMatch(/,-500,/);
  const cells = readCsv(payouts.text).slice(1).flat();
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-\d+$/.test(cell))).toEqual([]);
});

test('a workbook has numbers as numbers, dates as dates, and every text as text', async () => {
  const { bytes, headers } = await fetchFile(
    finance,
    '/admin/api/export/Transaction?format=xlsx&filters.type=WITHDRAWAL',
  );
  expect(headers.get('content-type')).toContain('spreadsheetml.sheet');
  const { parts, rows } = readXlsx(bytes);
  const [heads = [], first = []] = rows;
  const of = (head: string) => first[heads.findIndex(({ value }) => value === head)];
  expect(of('Montant')).toEqual({ kind: 'number', value: '-1000', style: 2 });
  expect(of('Téléphone')).toEqual({ kind: 'text', value: '+22671000003', style: 4 });
  const created = of('Créé');
  expect(created?.style).toBe(3);
  const day = new Date((Number(created?.value) - 25_569) * 86_400_000);
  expect(Math.abs(day.getTime() - Date.now())).toBeLessThan(120_000);
  expect(parts['xl/styles.xml']).toContain('quotePrefix="1"');
  const names = readXlsx((await fetchFile(finance, '/admin/api/export/Wallet?format=xlsx')).bytes);
  expect(names.rows.flat()).toContainEqual({ kind: 'text', value: FORMULA, style: 4 });
  expect(Object.values(names.parts).join('')).not.toContain('<f>');
});

test('who took what out is in the audit trail, with the filters and how many rows', async () => {
  await csv(tresorier, 'Transaction', 'filters.type=DEPOSIT');
  await expect.poll(audited).toEqual({
    action: 'export.transaction',
    after: {
      list: 'Transaction',
      format: 'csv',
      query: { 'filters.type': 'DEPOSIT' },
      rows: 2,
      whole: true,
    },
  });
  const refused = await fetchFile(tresorier, path('Transaction', 'filters.type=NOTHING'));
  expect(refused.status).toBe(400);
  expect((await audited())?.after['query']).toEqual({ 'filters.type': 'DEPOSIT' });
});
