import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { inThePast } from '../support/past.ts';
import { givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';

const world = useConsole({ settings: { zone: 'Africa/Douala' } });
const HOUR_MS = 3_600_000;
let finance: Visitor;
let tresorier: Visitor;

/** In the house's zone, an hour ahead of UTC: `{ day, time }` of an instant so many hours ago. */
function there(hoursAgo: number) {
  const [day = '', time = ''] = new Date(Date.now() - (hoursAgo - 1) * HOUR_MS)
    .toISOString()
    .split(/[TZ.]/);
  return { day, time };
}

const ask = async (who: Visitor, asked: Readonly<Record<string, string>>) => {
  const { status, text } = await who.get(`/admin/api/as-of?${new URLSearchParams(asked)}`, {
    accept: 'application/json',
  });
  return { status, ...JSON.parse(text) };
};

beforeAll(async () => {
  const { console, database, people } = world;
  [finance, tresorier] = await Promise.all([
    console.signIn('finance'),
    console.signIn('tresorier'),
  ]);
  // Their own opening is of now: before it there is only what these add.
  const past = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
  await inThePast(database.ownerUrl, past(30), async (pool) => {
    await pool.query(
      `insert into app_user (id, username, full_name, password_hash, role, phone)
       values ('01900000-0000-7000-8000-0000000000aa', 'kadi', 'Kadi Sanou', 'none', 'MEMBER', '+22670555555')`,
    );
    await pool.query(
      `insert into membership (tontine_id, user_id, kind) values ($1, '01900000-0000-7000-8000-0000000000aa', 'MEMBER')`,
      [people.tontineId],
    );
  });
  await inThePast(database.ownerUrl, past(20), (pool) =>
    pool.query(
      `select post_opening(id, 9000) from wallet where user_id = '01900000-0000-7000-8000-0000000000aa'`,
    ),
  );
  await inThePast(database.ownerUrl, past(10), async (pool) => {
    const walletId = await walletOfKadi();
    await givenPayment(pool, {
      type: 'WITHDRAWAL',
      amount: 2_500,
      by: people.tresorier,
      member: { ...people.awa, walletId, phone: '+22670555555' },
    });
  });
});

const walletOfKadi = async (): Promise<string> =>
  String(
    (
      await world.database.owner.query<{ id: string }>(
        `select id from wallet where user_id = '01900000-0000-7000-8000-0000000000aa'`,
      )
    ).rows[0]?.id,
  );

test('a wallet is told as it was when a clock of the house showed that time', async () => {
  const account = await walletOfKadi();
  expect(await ask(tresorier, { account, ...there(15) })).toMatchObject({
    status: 200,
    kind: 'wallet',
    balance: '9000',
    postings: 1,
    onItsWay: [],
  });
  const later = await ask(tresorier, { account, ...there(5) });
  expect(later).toMatchObject({ status: 200, balance: '6500', postings: 2 });
  expect(later.onItsWay).toMatchObject([{ type: 'WITHDRAWAL', amount: '2500', state: 'SENT' }]);
});

test('before the first movement, in the future, or at no time at all it is an error in words', async () => {
  const account = await walletOfKadi();
  const codes = async (asked: Readonly<Record<string, string>>) => {
    const { status, error } = await ask(finance, { account, ...asked });
    return [status, error.code, /^\p{Lu}.*\.$/su.test(error.message)];
  };
  expect(await codes(there(25))).toEqual([400, 'as_of_before_first', true]);
  expect(await codes(there(-2))).toEqual([400, 'as_of_future', true]);
  expect(await codes({ day: '2026-02-30', time: '10:00' })).toEqual([400, 'date_invalid', true]);
  expect(await codes({ day: '2026-02-03', time: '25:00' })).toEqual([400, 'time_invalid', true]);
  expect(await codes({ ...there(5), account: 'piggy_bank' })).toEqual([
    400,
    'filter_invalid',
    true,
  ]);
});

test('an account of the house is shown as people read it, to the office alone', async () => {
  const asked = { account: 'gateway_float', ...there(15) };
  expect(await ask(finance, asked)).toMatchObject({ status: 200, balance: '9000' });
  expect((await ask(tresorier, asked)).status).toBe(403);
});

test('a treasurer asks about their own members only', async () => {
  const { fatou } = world.people;
  const { status, error } = await ask(tresorier, { account: fatou.walletId, ...there(0) });
  expect([status, error.code]).toEqual([404, 'not_found']);
});
