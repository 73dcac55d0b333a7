import { beforeAll, expect, test } from 'vitest';
import { eventually, payOnPage } from '../members/steps.ts';
import { useConsole } from '../support/console.ts';
import { balanceOf } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, open, payment } from './api.ts';
import { givenMember, payOut } from './given.ts';

const world = useConsole({ gatewayTimeoutMs: 700 });
let tresorier: Visitor;

beforeAll(async () => {
  tresorier = await world.console.signIn('tresorier');
});

const awasWallet = () => world.people.awa.walletId;
const awasBalance = () => balanceOf(world.database.pool, world.people.awa);
const transactions = async () =>
  (await world.database.pool.query('select id from transaction')).rows.length;

test('a deposit answers with its row and its payment page, and credits when it is paid', async () => {
  const before = await awasBalance();
  const answer = await act(tresorier, 'Wallet', awasWallet(), 'deposit', payment());
  expect(answer.status).toBe(200);
  expect(answer.notice?.type).toBe('success');
  expect(answer.record?.id).toBe(awasWallet());
  const { transaction } = answer;
  expect(transaction).toMatchObject({ status: 'PENDING', amount: '5000' });
  expect(transaction?.gatewayReference).toBeTruthy();
  expect(transaction?.paymentQr).toContain('<svg');
  expect(answer.redirectUrl).toBe(`/admin/resources/Transaction/records/${transaction?.id}/show`);
  expect(await awasBalance()).toBe(before);
  await payOnPage(transaction?.paymentUrl ?? '');
  await eventually(async () => expect(await awasBalance()).toBe(before + 5000));
  const { record, story } = await open(tresorier, 'Transaction', transaction?.id ?? '');
  expect(record?.params).toMatchObject({ status: 'COMPLETED', amount: '5000', type: 'DEPOSIT' });
  expect(story?.timeline.map(({ what }) => what)).toEqual([
    'requested',
    'sent',
    'answered',
    'webhook',
    'settled',
  ]);
  expect(story?.journals.map(({ kind }) => kind)).toEqual(['DEPOSIT']);
});

test('a payout posted as a form debits at once', async () => {
  const before = await awasBalance();
  const { status, text } = await tresorier.post(
    `/admin/api/resources/Wallet/records/${awasWallet()}/payout`,
    payment({ amount: '2 000' }) as Record<string, string>,
    { accept: 'application/json' },
  );
  const answer = JSON.parse(text);
  expect(status).toBe(200);
  expect(answer.notice.type).toBe('success');
  expect(answer.transaction).toMatchObject({ amount: '2000', paymentUrl: null });
  expect(answer.record.params.balance).toBe(String(before - 2000));
  expect(await awasBalance()).toBe(before - 2000);
});

test('opening a form says what it needs and moves nothing', async () => {
  const before = [await awasBalance(), await transactions()];
  const query = new URLSearchParams(payment() as Record<string, string>);
  const { form } = await open(tresorier, 'Wallet', awasWallet(), `payout?${query}`);
  expect(form).toMatchObject({
    direction: 'payout',
    balance: String(before[0]),
    member: { name: 'Awa Ouédraogo', phone: '+22670123456' },
  });
  const methods = form?.['methods'] as { id: string }[];
  expect(methods.map(({ id }) => id)).not.toContain('visa');
  expect([await awasBalance(), await transactions()]).toEqual(before);
});

test.each([
  ['an amount that is none', { amount: '12,5' }, 'amount'],
  ['an amount beyond the limit', { amount: '999999999' }, 'amount'],
  ['a phone of nowhere', { phone: '123' }, 'phone'],
  ['a method that does not exist', { method: 'cash' }, 'method'],
  ['no idempotency key', { idempotencyKey: undefined }, 'idempotencyKey'],
])('%s is refused beside its field, and nothing is stored', async (_what, wrong, field) => {
  const before = await transactions();
  const answer = await act(tresorier, 'Wallet', awasWallet(), 'deposit', payment(wrong));
  expect(answer.status).toBe(200);
  expect(answer.notice?.type).toBe('error');
  expect(answer.record?.errors[field]?.message).toBe(answer.notice?.message);
  expect(answer.notice?.message).not.toContain('Un problème est survenu');
  expect(answer.transaction).toBeUndefined();
  expect(await transactions()).toBe(before);
});

test('a payout beyond the balance is refused without a row', async () => {
  const before = await transactions();
  const answer = await act(
    tresorier,
    'Wallet',
    awasWallet(),
    'payout',
    payment({ amount: '900000' }),
  );
  expect(answer.notice?.type).toBe('error');
  expect(answer.notice?.message).toContain('ne suffit pas');
  expect(answer.transaction).toBeUndefined();
  expect(await transactions()).toBe(before);
});

test('the same key makes one payment, and refuses to become another', async () => {
  const typed = payment({ amount: '1000' });
  const first = await act(tresorier, 'Wallet', awasWallet(), 'payout', typed);
  const again = await act(tresorier, 'Wallet', awasWallet(), 'payout', typed);
  expect(again.transaction?.id).toBe(first.transaction?.id);
  const other = await act(tresorier, 'Wallet', awasWallet(), 'payout', {
    ...typed,
    amount: '1500',
  });
  expect(other.notice?.type).toBe('error');
  expect(other.transaction).toBeUndefined();
});

test('what the gateway refuses is an error with its row; what it leaves open is not', async () => {
  const [refusing, silent] = await Promise.all([
    givenMember(world, { phone: '+22670000001', balance: 5000 }),
    givenMember(world, { phone: '+22670000006', balance: 5000 }),
  ]);
  const refused = await payOut(tresorier, refusing, 1000);
  expect(refused.notice?.type).toBe('error');
  expect(refused.transaction).toMatchObject({
    status: 'FAILED',
    failureReason: expect.any(String),
    failureMessage: expect.any(String),
  });
  expect(await balanceOf(world.database.pool, refusing)).toBe(5000);
  const unknown = await payOut(tresorier, silent, 1000);
  expect(unknown.notice?.type).toBe('info');
  expect(unknown.transaction?.status).toBe('PENDING');
  expect(await balanceOf(world.database.pool, silent)).toBe(4000);
});

test('keys that the form does not have change nothing', async () => {
  const { awa, moussa } = world.people;
  const { rows: before } = await world.database.pool.query(
    'select balance from wallet where id = $1',
    [moussa.walletId],
  );
  const answer = await act(tresorier, 'Wallet', awasWallet(), 'payout', {
    ...payment({ amount: '500' }),
    id: moussa.walletId,
    walletId: moussa.walletId,
    userId: moussa.id,
    balance: '1',
    status: 'COMPLETED',
    actor: { role: 'ADMIN' },
  });
  const { rows } = await world.database.pool.query(
    'select wallet_id, status from transaction where id = $1',
    [answer.transaction?.id],
  );
  expect(rows).toEqual([{ wallet_id: awa.walletId, status: 'PENDING' }]);
  const { rows: after } = await world.database.pool.query(
    'select balance from wallet where id = $1',
    [moussa.walletId],
  );
  expect(after).toEqual(before);
});

test.each(['finance', 'admin'])('%s starts nothing and sees no such action', async (username) => {
  const before = await transactions();
  const staff = await world.console.signIn(username);
  const answer = await act(staff, 'Wallet', awasWallet(), 'deposit', payment());
  expect(answer.notice?.type).toBe('error');
  expect(answer.transaction).toBeUndefined();
  expect(await transactions()).toBe(before);
  const { record } = await open(staff, 'Wallet', awasWallet());
  expect(record?.recordActions.map(({ name }) => name)).toEqual(['show']);
});

test.each(['edit', 'delete'])('%s is refused on a wallet', async (action) => {
  const before = await awasBalance();
  const answer = await act(tresorier, 'Wallet', awasWallet(), action, { balance: '1' });
  expect(answer.notice?.type).toBe('error');
  expect(await awasBalance()).toBe(before);
});
