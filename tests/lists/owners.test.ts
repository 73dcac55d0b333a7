import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { ask, idsIn, walk } from './walk.ts';

const world = useConsole();
let finance: Visitor;
let tresorier: Visitor;
let needle: string;

/** More of one wallet's than one look reaches. */
const MADE = 1_200;

beforeAll(async () => {
  const { awa, moussa, tresorier: by } = world.people;
  const pay = (member: typeof awa, amount: number) =>
    givenPayment(world.database.owner, { type: 'DEPOSIT', amount, by, member });
  finance = await world.console.signIn('finance');
  tresorier = await world.console.signIn('tresorier');
  needle = (await pay(awa, 7_777)).id;
  for (let nth = 0; nth < MADE; nth += 1) await pay(nth % 100 === 0 ? moussa : awa, 1_000);
}, 120_000);

const ofAwa = () => `filters.wallet=${world.people.awa.walletId}`;

test.each([['desc'], ['asc']])(
  'the operations of one wallet are read the same page by page as at once, in both directions (%s)',
  async (direction) => {
    const order = `${ofAwa()}&sortBy=createdAt&direction=${direction}`;
    const atOnce = idsIn(await ask(finance, 'Transaction', `${order}&perPage=500`));
    expect(atOnce.length).toBe(500);
    const { ids } = await walk(finance, 'Transaction', `${order}&perPage=200`);
    expect(ids.slice(0, 500)).toEqual(atOnce);
    expect(new Set(ids).size).toBe(MADE - MADE / 100 + 1);
    const second = await ask(finance, 'Transaction', `${order}&perPage=20&page=2`);
    const back = `${order}&perPage=20&cursor=${second.meta.previous}`;
    expect(idsIn(await ask(finance, 'Transaction', back))).toEqual(atOnce.slice(0, 20));
  },
);

test('what is rare among them is met further on, and the list says how far it looked', async () => {
  for (const who of [finance, tresorier]) {
    const first = await ask(who, 'Transaction', `${ofAwa()}&filters.amount=7777`);
    expect(idsIn(first)).toEqual([]);
    expect(first.meta).toMatchObject({ total: 0, totalIs: 'least' });
    expect(first.meta.searchedTo).not.toBeNull();
    const { ids, last } = await walk(who, 'Transaction', `${ofAwa()}&filters.amount=7777`);
    expect(ids).toEqual([needle]);
    expect(last.meta).toMatchObject({ searchedTo: null, total: 1, totalIs: 'exact' });
    const oldest = `${ofAwa()}&filters.amount=7777&direction=asc`;
    expect(idsIn(await ask(who, 'Transaction', oldest))).toEqual([needle]);
  }
});

test('a count of them goes as far as one look', async () => {
  const { meta } = await ask(finance, 'Transaction', ofAwa());
  expect(meta.totalIs).toBe('least');
  expect(meta.total).toBeGreaterThanOrEqual(500);
  const few = await ask(finance, 'Transaction', `filters.wallet=${world.people.moussa.walletId}`);
  expect(few.meta).toMatchObject({ total: MADE / 100, totalIs: 'exact' });
});

test('a period of one wallet is its operations of that time', async () => {
  const { rows } = await world.database.owner.query<{ id: string; at: Date }>(
    'select id, created_at as at from transaction where wallet_id = $1 order by id offset 100 limit 51',
    [world.people.awa.walletId],
  );
  const [from, to] = [rows[0]?.at.toISOString(), rows.at(-1)?.at.toISOString()];
  const period = `${ofAwa()}&filters.createdAt~~from=${from}&filters.createdAt~~to=${to}`;
  const { ids } = await walk(finance, 'Transaction', `${period}&perPage=20`);
  expect(ids).toEqual(expect.arrayContaining(rows.slice(1, -1).map(({ id }) => id)));
  expect(ids.length).toBeLessThanOrEqual(rows.length + 2);
});
