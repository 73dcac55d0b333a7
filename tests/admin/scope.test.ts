import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, ids, list, open, payment } from './api.ts';

const world = useConsole();
const MISSING = '01900000-0000-7000-8000-000000000000';
const RESOURCES = ['Wallet', 'Transaction', 'Vault', 'User', 'Tontine', 'Membership'];
const PROOFS = ['WebhookEvent', 'Journal', 'AuditEntry'];

let tresorier: Visitor;
let foreign: Readonly<Record<string, string>>;

beforeAll(async () => {
  const { people, database } = world;
  tresorier = await world.console.signIn('tresorier');
  const foreignPayment = await givenPayment(database.pool, {
    type: 'WITHDRAWAL',
    amount: 1000,
    by: people.other,
    member: people.fatou,
  });
  await givenPayment(database.pool, {
    type: 'WITHDRAWAL',
    amount: 1000,
    by: people.tresorier,
    member: people.awa,
  });
  const one = async (sql: string) =>
    String((await database.owner.query<{ id: string }>(sql, [people.fatou.id])).rows[0]?.id);
  foreign = {
    Wallet: people.fatou.walletId,
    Transaction: foreignPayment.id,
    Vault: await one(`insert into vault (owner_id, name) values ($1, 'École') returning id`),
    User: people.fatou.id,
    Tontine: people.otherTontineId,
    Membership: await one('select id from membership where user_id = $1'),
  };
});

test('a treasurer lists the members of their own tontines and nobody else', async () => {
  const { awa, moussa } = world.people;
  const wallets = await list(tresorier, 'Wallet');
  expect(new Set(ids(wallets))).toEqual(new Set([awa.walletId, moussa.walletId]));
  expect(wallets.meta?.total).toBe(2);
  const names = wallets.records?.map(({ populated }) => populated['user']?.params['fullName']);
  expect(names).toEqual(['Awa Ouédraogo', 'Moussa Traoré']);
});

test.each(RESOURCES)('a treasurer finds no foreign %s by any road', async (resource) => {
  const id = foreign[resource] ?? '';
  const shown = await open(tresorier, resource, id);
  expect(shown.notice?.type).toBe('error');
  expect(shown.record?.params).toEqual({});
  expect(ids(await list(tresorier, resource))).not.toContain(id);
  expect((await list(tresorier, resource, `filters.id=${id}`)).meta?.total).toBe(0);
  const bulk = await tresorier.get(
    `/admin/api/resources/${resource}/bulk/bulkDelete?recordIds=${id}`,
    { accept: 'application/json' },
  );
  expect(bulk.text).not.toContain('Fatou');
  expect(bulk.text).not.toContain(world.people.fatou.phone);
});

test('a treasurer moves nothing of a foreign wallet', async () => {
  for (const action of ['deposit', 'payout']) {
    const answer = await act(tresorier, 'Wallet', foreign['Wallet'] ?? '', action, payment());
    expect(answer.notice?.type).toBe('error');
    expect(answer.transaction).toBeUndefined();
  }
});

test('a filter on a foreign person answers nothing', async () => {
  const { fatou } = world.people;
  for (const query of [
    `filters.user=${fatou.id}`,
    `filters.wallet=${fatou.walletId}`,
    'filters.q=fatou',
  ]) {
    const answer = await list(tresorier, 'Transaction', query);
    expect(answer.meta?.total).toBe(0);
    expect(JSON.stringify(answer)).not.toContain('tresorier2');
  }
});

test.each(PROOFS)('a treasurer has no %s', async (resource) => {
  const answer = await list(tresorier, resource);
  expect(answer.notice?.type).toBe('error');
  expect(answer.records).toEqual([]);
});

test.each(['finance', 'admin'])('%s reads everything', async (username) => {
  const staff = await world.console.signIn(username);
  for (const resource of RESOURCES) {
    const { record } = await open(staff, resource, foreign[resource] ?? '');
    expect(record?.id).toBe(foreign[resource]);
  }
  for (const resource of [...RESOURCES, ...PROOFS]) {
    expect((await list(staff, resource)).status).toBe(200);
  }
});

test('a member gets nothing of the panel', async () => {
  const awa = await world.console.signIn('awa');
  expect((await list(awa, 'Wallet')).status).toBe(403);
  expect((await open(awa, 'Wallet', world.people.awa.walletId)).status).toBe(403);
  const board = await awa.get('/admin/api/dashboard', { accept: 'application/json' });
  expect(board.status).toBe(403);
});

test.each([...RESOURCES])(
  'an id of %s that is none, or is missing, is not found',
  async (resource) => {
    for (const id of [MISSING, 'not-a-uuid', `${MISSING}'--`, '%00']) {
      const answer = await open(tresorier, resource, encodeURIComponent(id));
      expect(answer.status).toBeLessThan(500);
      expect(answer.record?.params ?? {}).toEqual({});
    }
  },
);

test('no secret column is sent, filtered or sorted by', async () => {
  const admin = await world.console.signIn('admin');
  const sent = await Promise.all(
    [...RESOURCES, ...PROOFS].map(async (id) => JSON.stringify(await list(admin, id))),
  );
  const page = await admin.get('/admin');
  for (const text of [...sent, page.text]) {
    expect(text).not.toMatch(/password_?hash|idempotency_?key|fingerprint|session_?id|argon2/i);
  }
  for (const query of [
    'filters.passwordHash=a',
    'filters.user.passwordHash=a',
    'sortBy=passwordHash',
  ]) {
    expect((await list(admin, 'User', query)).status).toBe(400);
  }
});
