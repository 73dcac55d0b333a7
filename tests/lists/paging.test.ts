import { beforeAll, expect, test } from 'vitest';
import { givenMember } from '../admin/given.ts';
import { useConsole } from '../support/console.ts';
import { givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { ask, idsIn, walk } from './walk.ts';

const world = useConsole();
let finance: Visitor;
let tresorier: Visitor;

const pay = (member = world.people.awa, by = world.people.tresorier) =>
  givenPayment(world.database.owner, { type: 'DEPOSIT', amount: 1_000, by, member });

beforeAll(async () => {
  const { owner } = world.database;
  finance = await world.console.signIn('finance');
  tresorier = await world.console.signIn('tresorier');
  const { awa, moussa, fatou, other } = world.people;
  // Names, balances and instants that are the same: ties must not double or lose a row.
  for (let n = 0; n < 6; n += 1)
    await givenMember(world, { fullName: 'Awa Homonyme', balance: 500 });
  for (let n = 0; n < 6; n += 1) await pay(n % 2 ? awa : moussa);
  await pay(fatou, other);
  await owner.query(`update wallet set updated_at = '2026-11-02T10:00:00.123456Z'`);
  await owner.query(
    `update wallet set updated_at = '2026-11-02T10:00:00.123999Z' where user_id = $1`,
    [awa.id],
  );
  await owner.query(
    `insert into vault (owner_id, name, locked_until)
     select $1, 'Coffre ' || n, case when n % 3 <> 0 then '2027-01-01T00:00:00Z'::timestamptz + n / 4 * interval '1 day' end
     from generate_series(1, 8) n`,
    [awa.id],
  );
  await owner.query(
    `insert into audit_entry (actor_id, actor_name, action, subject_type, at)
     select $1, 'finance', 'export', 'List', '2026-11-02T10:00:00Z' from generate_series(1, 7)`,
    [world.people.finance.id],
  );
});

const SORTS = {
  Transaction: ['createdAt'],
  Wallet: ['user', 'balance', 'updatedAt'],
  Vault: ['owner', 'name', 'lockedUntil', 'balance'],
  User: ['fullName', 'username', 'role', 'createdAt'],
  Tontine: ['name', 'createdAt'],
  Membership: ['user', 'tontine', 'kind', 'createdAt'],
  AuditEntry: ['at'],
  Journal: ['recordedAt'],
};

const cases = Object.entries(SORTS).flatMap(([resource, sorts]) =>
  sorts.flatMap((sort) => ['asc', 'desc'].map((direction) => [resource, sort, direction] as const)),
);

test.each(cases)(
  '%s by %s %s reads the same forwards and backwards as at once',
  async (resource, sort, direction) => {
    const order = `sortBy=${sort}&direction=${direction}`;
    const atOnce = idsIn(await ask(finance, resource, `${order}&perPage=500`));
    expect(new Set(atOnce).size).toBe(atOnce.length);
    const forwards = await walk(finance, resource, `${order}&perPage=2`);
    expect(forwards.ids).toEqual(atOnce);
    if (atOnce.length <= 2) return;
    const backwards = await walk(
      finance,
      resource,
      `${order}&perPage=2`,
      'previous',
      forwards.last.meta.previous,
    );
    expect(backwards.ids).toEqual(atOnce.slice(0, backwards.ids.length));
    expect(backwards.ids.length).toBeGreaterThanOrEqual(atOnce.length - 2);
  },
);

test.each([['desc'], ['asc']])(
  'rows that come meanwhile double and lose nothing (%s)',
  async (direction) => {
    const order = `sortBy=createdAt&direction=${direction}`;
    const before = idsIn(await ask(finance, 'Transaction', `${order}&perPage=500`));
    const { ids } = await walk(
      finance,
      'Transaction',
      `${order}&perPage=3`,
      'next',
      null,
      async () => {
        if (direction === 'desc' || Math.random() < 0.3) await pay();
      },
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.slice(0, before.length)).toEqual(before);
  },
);

test('a treasurer pages through their own members’ operations only', async () => {
  const { ids } = await walk(tresorier, 'Transaction', 'perPage=2');
  const all = await walk(finance, 'Transaction', 'perPage=50');
  expect(ids.length).toBe(all.ids.length - 1);
});

test('a cursor of somebody who sees more shows no more to a treasurer', async () => {
  const first = await ask(finance, 'Transaction', 'perPage=1');
  const own = new Set((await walk(tresorier, 'Transaction', 'perPage=50')).ids);
  const answer = await ask(tresorier, 'Transaction', `perPage=50&cursor=${first.meta.next}`);
  expect(answer.status).toBe(200);
  expect(idsIn(answer).length).toBeGreaterThan(0);
  expect(idsIn(answer).filter((id) => !own.has(id))).toEqual([]);
});

test('a page number is a way in, up to a hundred', async () => {
  const atOnce = idsIn(await ask(finance, 'Transaction', 'perPage=500'));
  const third = await ask(finance, 'Transaction', 'perPage=2&page=3');
  expect(idsIn(third)).toEqual(atOnce.slice(4, 6));
  const second = await ask(finance, 'Transaction', `perPage=2&cursor=${third.meta.previous}`);
  expect(idsIn(second)).toEqual(atOnce.slice(2, 4));
  expect(idsIn(await ask(finance, 'Transaction', 'perPage=25&page=100'))).toEqual([]);
});

const forged = (parts: readonly unknown[]) =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');
const ID = '019a0000-0000-7000-8000-000000000000';

test.each([
  ['page=101', 'page 100'],
  ['page=999999999999', 'page 100'],
  ['perPage=500&page=99', 'page 100'],
  ['cursor=%00', 'introuvable'],
  ['cursor=abc', 'introuvable'],
  [`cursor=${forged([])}`, 'introuvable'],
  [`cursor=${forged(['amount', 0, 0, 0, 0, 1, 0, '5', ID])}`, 'introuvable'],
  [`cursor=${forged(['constructor', 0, 0, 0, 0, 1, 0, '5', ID])}`, 'introuvable'],
  [`cursor=${forged(['createdAt', 0, 0, 0, 0, 1, 0, 'never', ID])}`, 'introuvable'],
  [
    `cursor=${forged(['createdAt', 0, 0, 0, 0, 1, 0, '2026-99-99 00:00:00+00', ID])}`,
    'introuvable',
  ],
  [`cursor=${forged(['createdAt', 0, 0, 0, 0, 1, 0, null, ID])}`, 'introuvable'],
  [
    `cursor=${forged(['createdAt', 0, 0, 0, 0, 1, 0, '2026-11-02 00:00:00+00', "x'; --"])}`,
    'introuvable',
  ],
  [
    `cursor=${forged(['createdAt', 0, 0, 0, 0, 1, 9, '2026-11-02 00:00:00+00', ID])}`,
    'introuvable',
  ],
  [
    `cursor=${forged(['createdAt', 0, 0, 0, -1, 1, 0, '2026-11-02 00:00:00+00', ID])}`,
    'introuvable',
  ],
  [
    `cursor=${forged(['createdAt', 0, 0, 0, 0, 'x', 0, '2026-11-02 00:00:00+00', ID])}`,
    'introuvable',
  ],
  [`cursor=${'a'.repeat(3_000)}`, 'introuvable'],
  ['sortBy=amount', 'ne se trie pas'],
  ['sortBy=approvalExpiresAt', 'ne se trie pas'],
  ['filters.q=Aw', 'trois caractères'],
  ['filters.userId=1', 'filtres'],
])('%s is refused with a sentence', async (query, words) => {
  const answer = await ask(finance, 'Transaction', query);
  expect(answer.status).toBe(400);
  expect(answer.error?.message).toContain(words);
});

test('what a row does not show stays on the record’s own page', async () => {
  const { records = [] } = await ask(finance, 'Transaction', 'perPage=1');
  const params = records[0]?.params ?? {};
  expect(params).toMatchObject({ amount: '1000', status: 'PENDING', type: 'DEPOSIT' });
  for (const name of ['paymentUrl', 'walletId', 'gatewayReference', 'fee', 'pendingAt'])
    expect(params).not.toHaveProperty(name);
  expect(Object.keys(records[0]?.populated['user']?.params ?? {}).sort()).toEqual(
    ['disabled', 'fullName', 'id', 'phone', 'username'].filter((name) =>
      Object.hasOwn(records[0]?.populated['user']?.params ?? {}, name),
    ),
  );
});
