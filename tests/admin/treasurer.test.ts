import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { GivenPerson } from '../support/given.ts';
import { givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, ids, list, open, payment } from './api.ts';
import { givenMember, givenTreasurer, joins, payOut, waitingPayout } from './given.ts';

const world = useConsole();
let tresorier: Visitor;

beforeAll(async () => {
  tresorier = await world.console.signIn('tresorier');
});

const stateOf = async (who: Visitor) => {
  const { text } = await who.get('/admin/resources/Wallet');
  return JSON.parse(/window\.REDUX_STATE = (.*);/.exec(text)?.[1] ?? '{}').session;
};

const rowOf = async (who: Visitor, member: GivenPerson) => {
  const { records = [] } = await list(who, 'Wallet', `filters.user=${member.id}`);
  return records[0]?.params;
};

test.each(['ouedraogo', 'OUÉDRAOGO awa', 'awa oued', ' Awa  Ouédraogo '])(
  'a member is found as %j, with or without accents, in any order',
  async (typed) => {
    const found = await list(
      await world.console.signIn('tresorier'),
      'Wallet',
      new URLSearchParams({ 'filters.q': typed }).toString(),
    );
    expect(ids(found)).toEqual([world.people.awa.walletId]);
  },
);

test('each member’s row says what is on its way in and out, held payouts included', async () => {
  const member = await givenMember(world);
  expect(await rowOf(tresorier, member)).not.toHaveProperty('comingIn');
  const of = { by: world.people.tresorier as GivenPerson, member };
  const { pool } = world.database;
  await givenPayment(pool, { type: 'DEPOSIT', amount: 7_000, ...of });
  await givenPayment(pool, { type: 'DEPOSIT', amount: 500, ...of, state: 'UNKNOWN' });
  await givenPayment(pool, { type: 'WITHDRAWAL', amount: 2_000, ...of });
  const refused = await givenPayment(pool, {
    type: 'WITHDRAWAL',
    amount: 900,
    ...of,
    state: 'SENDING',
  });
  await pool.query(`select record_answer($1, 'refused', null, null, null, 'other', 'no')`, [
    refused.id,
  ]);
  await waitingPayout(tresorier, member, 150_000);
  expect(await rowOf(tresorier, member)).toMatchObject({
    balance: '848000',
    comingIn: '7500',
    goingOut: '152000',
  });
  const { record } = await open(tresorier, 'Wallet', member.walletId);
  expect(record?.params).toMatchObject({ comingIn: '7500', goingOut: '152000' });
});

test('however many wallets a list has, what is on its way is one query', async () => {
  const { app } = world.console;
  const members = await Promise.all(Array.from({ length: 6 }, () => givenMember(world)));
  const asked: string[] = [];
  const { read } = app;
  const listening: typeof read = (text, ...values) => {
    if (/sum\(.*\bqueue_entry\b/s.test(text)) asked.push(text);
    return read(text, ...values);
  };
  Object.assign(app, { read: listening });
  const { records } = await list(tresorier, 'Wallet');
  expect(records?.length).toBeGreaterThanOrEqual(members.length);
  expect(asked).toHaveLength(1);
  await list(tresorier, 'Transaction');
  expect(asked, 'what transactions point to is read without it').toHaveLength(1);
});

test('the form tells beforehand what the operation then does', async () => {
  const { owner } = world.database;
  const member = await givenMember(world);
  const form = async () =>
    (await open(tresorier, 'Wallet', member.walletId, 'payout')).form?.['approval'];
  expect(await form()).toEqual({ above: '100000', paidToday: '0', phoneChanged: false });
  await payOut(tresorier, member, 40_000);
  expect(await form()).toMatchObject({ paidToday: '40000' });
  await owner.query('update app_user set phone = $2 where id = $1', [member.id, '+22671999999']);
  expect(await form()).toMatchObject({ phoneChanged: true });
});

test('a method that is switched off is not offered', async () => {
  const { app } = world.console;
  const actor = world.people.admin;
  const offered = async (action: string) => {
    const { form } = await open(tresorier, 'Wallet', world.people.awa.walletId, action);
    const methods = form?.['methods'] as readonly { readonly id: string }[] | undefined;
    return methods?.map(({ id }) => id);
  };
  expect(await offered('payout')).toContain('wave');
  await app.changeSettings({ actor, methodsOff: ['wave:payout'], reason: 'Panne' });
  expect(await offered('payout')).not.toContain('wave');
  expect(await offered('deposit')).toContain('wave');
  await app.changeSettings({ actor, methodsOff: [], reason: 'Réparé' });
});

test('the page names the tontine that is acted for, and whether there is another', async () => {
  expect(await stateOf(tresorier)).toMatchObject({
    tontine: 'Tontine Wend-Panga',
    mayChoose: false,
  });
  const both = await givenTreasurer(world, 'deux.tontines');
  await joins(world, both, world.people.otherTontineId, 'TREASURER');
  const visitor = await world.console.signIn('deux.tontines');
  await visitor.post('/tontine', { tontineId: world.people.otherTontineId });
  expect(await stateOf(visitor)).toMatchObject({ tontine: 'Tontine Teranga', mayChoose: true });
  expect(ids(await list(visitor, 'Wallet'))).toEqual([world.people.fatou.walletId]);
  const foreign = await act(visitor, 'Wallet', world.people.awa.walletId, 'deposit', payment());
  expect(foreign.notice?.type).toBe('error');
  await visitor.post('/tontine', { tontineId: world.people.tontineId });
  const seen = ids(await list(visitor, 'Wallet'));
  expect(seen).toContain(world.people.awa.walletId);
  expect(seen).not.toContain(world.people.fatou.walletId);
});

test('a treasurer without a tontine sees nobody', async () => {
  const alone = await givenTreasurer(world, 'sans.tontine');
  await world.database.owner.query('delete from membership where user_id = $1', [alone.id]);
  const visitor = await world.console.signIn('sans.tontine');
  expect(await stateOf(visitor)).toMatchObject({ tontine: null, mayChoose: false });
  for (const resource of ['Wallet', 'Transaction', 'User', 'Vault', 'Dispute']) {
    expect((await list(visitor, resource)).meta?.total).toBe(0);
  }
  expect((await list(visitor, 'Transaction', 'filters.awaiting=yes')).meta?.total).toBe(0);
});
