import { beforeEach, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { ASKABLE, playedGateway, service } from '../support/played-gateway.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, actOnResource, type PanelAnswer, payment } from './api.ts';
import { decide, givenMember, givenTreasurer, payOut, waitingPayout } from './given.ts';

const played = playedGateway();
const world = useConsole({ wrapGateway: played.wrapGateway });
const { play } = played;

beforeEach(() => {
  played.comeBack();
  play.can = ASKABLE;
});

const read = async (who: Visitor, path: string) => {
  const { status, text } = await who.get(`/admin/api${path}`, { accept: 'application/json' });
  return { status, ...JSON.parse(text) };
};

const transactions = async (): Promise<number> =>
  world.console.app.prisma.transaction.count({ where: {} });

const depositFor = async (over: Readonly<Record<string, unknown>> = {}): Promise<PanelAnswer> => {
  const tresorier = await world.console.signIn('tresorier');
  const { walletId } = world.people.awa;
  return act(tresorier, 'Wallet', walletId, 'deposit', payment(over));
};

const goDown = () => played.goDown(world.console.app.clock.now());

test('everybody who works here is told whether the gateway answers', async () => {
  const tresorier = await world.console.signIn('tresorier');
  expect(await read(tresorier, '/gateway')).toEqual({ status: 200, up: true, tellsBalance: true });
  goDown();
  expect(await read(tresorier, '/gateway')).toEqual({
    status: 200,
    up: false,
    since: expect.stringMatching(/Z$/),
    retryAt: expect.stringMatching(/Z$/),
    tellsBalance: true,
  });
  expect((await world.console.visitor().get('/admin/api/gateway')).status).toBe(401);
});

test('the office is told what the gateway says that we have, beside our books; a treasurer is not', async () => {
  const finance = await world.console.signIn('finance');
  const admin = await world.console.signIn('admin');
  expect(await read(finance, '/gateway/balance')).toEqual({ status: 200, kind: 'no_answer' });
  play.balance = { kind: 'told', balance: 125_000n, currency: 'XOF' };
  const { float } = await world.console.app.dashboard({ actor: world.people.finance });
  for (const who of [finance, admin]) {
    expect(await read(who, '/gateway/balance')).toMatchObject({
      kind: 'told',
      balance: '125000',
      books: float,
      at: expect.stringMatching(/Z$/),
    });
  }
  const refused = await read(await world.console.signIn('tresorier'), '/gateway/balance');
  expect(refused).toMatchObject({ status: 403, error: { code: 'role_asks_nothing' } });
});

test('while the gateway is down a payment is refused with a sentence, and nothing is stored', async () => {
  goDown();
  const before = await transactions();
  const deposit = await depositFor();
  expect(deposit.notice).toMatchObject({ type: 'error' });
  expect(deposit.notice?.message).toMatch(/ne répond pas.*aucun argent n’a bougé.*\d+ secondes/);
  expect(deposit.transaction).toBeUndefined();
  const member = await givenMember(world);
  const payout = await payOut(await world.console.signIn('tresorier'), member, 1_000);
  expect(payout.notice?.message).toMatch(/ne répond pas/);
  expect(await transactions()).toBe(before);
});

test('while it is down an approval is refused, the payout goes on waiting, and a rejection is let through', async () => {
  const tresorier = await world.console.signIn('tresorier');
  await givenTreasurer(world, 'second');
  const second = await world.console.signIn('second');
  const member = await givenMember(world);
  const [id, other] = [
    await waitingPayout(tresorier, member),
    await waitingPayout(tresorier, member),
  ];
  goDown();
  const approved = await decide(second, id, 'approve');
  expect(approved.notice).toMatchObject({ type: 'error' });
  expect(approved.notice?.message).toMatch(/ne répond pas/);
  const many = (await actOnResource(second, 'Transaction', 'decide', {
    ids: [id],
    decision: 'approve',
  })) as PanelAnswer & { results: readonly { outcome: string; message: string }[] };
  expect(many.results[0]).toMatchObject({ outcome: 'refused' });
  expect(many.results[0]?.message).toMatch(/ne répond pas/);
  const rejected = await decide(second, other, 'reject', { reason: 'Plus tard.' });
  expect(rejected.notice?.type).toBe('success');
  played.comeBack();
  const now = await decide(second, id, 'approve');
  expect(now.transaction?.status).toBe('PENDING');
});

test('what the gateway does not offer is told beside its field', async () => {
  play.can = { ...ASKABLE, services: true };
  play.services = [service({ otp: true }), service({ method: 'wave', min: 500n, max: 5_000n })];
  const error = ({ record }: PanelAnswer, field: string) => record?.errors[field]?.message ?? '';
  expect(error(await depositFor({ method: 'moov_money' }), 'method')).toMatch(/ne propose pas/);
  expect(error(await depositFor({ amount: '6000' }), 'amount')).toMatch(/au plus 5/);
  const orange = { method: 'orange_money' };
  expect(error(await depositFor(orange), 'otp')).toMatch(/demande un code de paiement/);
  expect(error(await depositFor({ ...orange, otp: '12-34!' }), 'otp')).toMatch(/de 1 à 8/);
  const sent = await depositFor({ ...orange, otp: '123 456' });
  expect(sent.transaction?.status).toBe('PENDING');
});
