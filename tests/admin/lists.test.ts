import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { ids, list } from './api.ts';

const world = useConsole();
let finance: Visitor;
const made: Record<string, string> = {};

/** Transactions of known amounts at known instants; the owner sets the database's clock. */
beforeAll(async () => {
  const { people, database } = world;
  const at = async (instant: string, name: string, shape: Parameters<typeof givenPayment>[1]) => {
    await database.owner.query(`select set_config('tontine.clock', '${instant}', false)`);
    made[name] = (await givenPayment(database.owner, shape)).id;
  };
  const of = { by: people.tresorier, member: people.awa };
  await at('2026-11-01T23:59:59Z', 'early', { type: 'DEPOSIT', amount: 1000, ...of });
  await at('2026-11-02T00:00:00Z', 'dawn', { type: 'WITHDRAWAL', amount: 2000, ...of });
  await at('2026-11-02T23:59:59.900Z', 'night', {
    type: 'WITHDRAWAL',
    amount: 3000,
    ...of,
    state: 'UNKNOWN',
  });
  await at('2026-11-03T00:00:00Z', 'after', {
    type: 'DEPOSIT',
    amount: 12000,
    by: people.tresorier,
    member: people.moussa,
  });
  await database.owner.query(`select set_config('tontine.clock', '', false)`);
  finance = await world.console.signIn('finance');
});

const found = async (query: string): Promise<readonly string[]> => {
  const answer = await list(finance, 'Transaction', `perPage=100&${query}`);
  const names = Object.fromEntries(Object.entries(made).map(([name, id]) => [id, name]));
  return ids(answer).map((id) => names[id] ?? id);
};

test('a day is that day, both ends of a range are included', async () => {
  expect(await found('filters.createdAt=2026-11-02')).toEqual(['night', 'dawn']);
  expect(
    await found('filters.createdAt~~from=2026-11-02&filters.createdAt~~to=2026-11-03'),
  ).toEqual(['after', 'night', 'dawn']);
  expect(await found('filters.createdAt~~to=2026-11-01')).toEqual(['early']);
});

test('amounts filter as numbers', async () => {
  expect(await found('filters.amount=2000')).toEqual(['dawn']);
  expect(await found('filters.amount~~from=2000&filters.amount~~to=3000')).toEqual([
    'night',
    'dawn',
  ]);
});

test('the newest come first unless asked otherwise', async () => {
  expect(await found('')).toEqual(['after', 'night', 'dawn', 'early']);
  expect(await found('sortBy=createdAt&direction=asc')).toEqual([
    'early',
    'dawn',
    'night',
    'after',
  ]);
});

test('states, kinds, people and queues filter exactly, and together', async () => {
  expect(await found('filters.type=DEPOSIT')).toEqual(['after', 'early']);
  expect(await found('filters.status=PENDING&filters.gatewayState=UNKNOWN')).toEqual(['night']);
  expect(await found(`filters.wallet=${world.people.moussa.walletId}`)).toEqual(['after']);
  expect(await found('filters.q=MOUSSA')).toEqual(['after']);
  expect(await found('filters.q=%2B226 76 54 32')).toEqual(['after']);
  expect(await found('filters.queue=OPEN&filters.type=WITHDRAWAL')).toEqual(['night', 'dawn']);
  expect(await found('filters.queue=FAILED')).toEqual([]);
  expect(await found('filters.status=COMPLETED')).toEqual([]);
});

test('what became stale is found, and only that', async () => {
  await world.console.app.flagStale();
  expect((await found('filters.stale=yes')).length).toBe(4);
  expect(await found('filters.stale=no')).toEqual([]);
  expect(await found('filters.age=older')).toHaveLength(4);
  expect(await found('filters.age=%3C15m')).toEqual([]);
});

test('a percent sign and an underscore are looked for as themselves', async () => {
  expect(await found('filters.q=A%25a')).toEqual([]);
  expect(await found('filters.q=M_ussa')).toEqual([]);
});

test.each([
  'filters.nothing=1',
  'filters.status=DONE',
  'filters.status=PENDING&filters.status=FAILED',
  'filters.createdAt=yesterday',
  'filters.createdAt~~from=2026-13-45',
  'filters.createdAt=0000-01-01',
  'filters.createdAt~~from=0000-01-01T00:00:00Z',
  'filters.amount=10.5',
  'filters.amount~~from=NaN',
  'filters.stale=maybe',
  'filters.q=%00',
  'filters.constructor=1',
  'filters.__proto__=1',
  'filters=1',
  'sortBy=constructor',
  'sortBy=userId',
  'sortBy=amount',
  'page=999999999999',
])('%s is refused with a sentence, not ignored and not a fault', async (query) => {
  const answer = await list(finance, 'Transaction', query);
  expect(answer.status).toBe(400);
  expect(answer.error?.message).toBeTruthy();
  expect(answer.error?.message).not.toContain('Un problème est survenu');
});

test('pages are bounded and never overlap', async () => {
  const first = await list(finance, 'Transaction', 'perPage=2&page=1');
  const second = await list(finance, 'Transaction', 'perPage=2&page=2');
  expect([...ids(first), ...ids(second)]).toEqual(
    ['after', 'night', 'dawn', 'early'].map((name) => made[name]),
  );
  for (const query of ['page=-5', 'perPage=-1', 'perPage=1e9', 'page=x&perPage=y']) {
    const answer = await list(finance, 'Transaction', query);
    expect(answer.status).toBe(200);
    expect(ids(answer).length).toBeLessThanOrEqual(25);
  }
});

test('amounts and ids arrive as exact texts', async () => {
  const [record] = (await list(finance, 'Transaction', 'filters.amount=12000')).records ?? [];
  expect(record?.params).toMatchObject({
    amount: '12000',
    user: world.people.moussa.id,
    createdAt: '2026-11-03T00:00:00.000Z',
    status: 'PENDING',
  });
  const [wallet] =
    (await list(finance, 'Wallet', `filters.user=${world.people.moussa.id}`)).records ?? [];
  expect(wallet?.params).toMatchObject({ balance: '40000', user: world.people.moussa.id });
});
