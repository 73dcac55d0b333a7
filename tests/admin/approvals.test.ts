import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../members/steps.ts';
import { useConsole } from '../support/console.ts';
import { balanceOf, statusOf } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, ids, list, open } from './api.ts';
import { decide, givenMember, givenTreasurer, payOut, waitingPayout } from './given.ts';

const sent: string[] = [];
const world = useConsole({
  wrapGateway: (gateway) => ({
    ...gateway,
    initiatePayout: (order) => {
      sent.push(order.transactionId);
      return gateway.initiatePayout(order);
    },
  }),
});

let tresorier: Visitor;
let tresoriere: Visitor;
let finance: Visitor;

beforeAll(async () => {
  await givenTreasurer(world, 'tresoriere', { fullName: 'Aminata Sawadogo' });
  tresorier = await world.console.signIn('tresorier');
  tresoriere = await world.console.signIn('tresoriere');
  finance = await world.console.signIn('finance');
});

const status = (id: string) => statusOf(world.database.pool, id);
const timesSent = (id: string) => sent.filter((one) => one === id).length;
const reasonsOf = async (who: Visitor, id: string) =>
  (await open(who, 'Transaction', id)).record?.params['approvalReasons'];

describe('a payout that a treasurer starts waits', () => {
  test('when it is above the limit: the money is held, nothing is sent', async () => {
    const member = await givenMember(world);
    const answer = await payOut(tresorier, member, 100_001);
    expect(answer.notice).toEqual({
      message: expect.stringContaining('attend l’approbation'),
      type: 'success',
    });
    const id = answer.transaction?.id ?? '';
    expect(await status(id)).toBe('AWAITING_APPROVAL');
    expect(await reasonsOf(tresorier, id)).toBe('above_limit');
    expect(await balanceOf(world.database.pool, member)).toBe(899_999);
    expect(timesSent(id)).toBe(0);
  });

  test('when the day’s payouts together exceed the limit, what was returned left out', async () => {
    const member = await givenMember(world);
    const first = await payOut(tresorier, member, 60_000);
    expect(first.transaction?.status).toBe('PENDING');
    const second = await waitingPayout(tresorier, member, 60_000);
    expect(await reasonsOf(tresorier, second)).toBe('above_limit');
    await decide(tresorier, second, 'cancel');
    expect((await payOut(tresorier, member, 40_000)).transaction?.status).toBe('PENDING');
    await waitingPayout(tresorier, member, 5_000);
  });

  test('when it goes to a phone that is not the member’s', async () => {
    const member = await givenMember(world);
    const id = await waitingPayout(tresorier, member, 1_000, { phone: '+22671234567' });
    expect(await reasonsOf(tresorier, id)).toBe('foreign_phone');
  });

  test('when the member’s phone was changed lately; a first phone is no change', async () => {
    const { owner } = world.database;
    const changed = await givenMember(world);
    await owner.query('update app_user set phone = $2 where id = $1', [changed.id, '+22671777777']);
    const id = await waitingPayout(tresorier, changed, 1_000, { phone: '+22671777777' });
    expect(await reasonsOf(tresorier, id)).toBe('phone_changed');

    const first = await givenMember(world, { phone: null });
    await owner.query('update app_user set phone = $2 where id = $1', [first.id, '+22671888888']);
    const answer = await payOut(tresorier, first, 1_000, { phone: '+22671888888' });
    expect(answer.transaction?.status).toBe('PENDING');
  });

  test('once for one key, however often the form is sent', async () => {
    const member = await givenMember(world);
    const idempotencyKey = randomUUID();
    const both = await Promise.all([
      waitingPayout(tresorier, member, 150_000, { idempotencyKey }),
      waitingPayout(tresorier, member, 150_000, { idempotencyKey }),
    ]);
    expect(new Set(both).size).toBe(1);
    expect(await balanceOf(world.database.pool, member)).toBe(850_000);
  });
});

describe('who decides', () => {
  test('another treasurer of the tontine approves: it is sent once, and arrives', async () => {
    const member = await givenMember(world);
    const id = await waitingPayout(tresorier, member);
    const answer = await decide(tresoriere, id, 'approve');
    expect(answer.notice?.type).toBe('success');
    expect(answer.transaction?.status).toBe('PENDING');
    await eventually(async () => expect(await status(id)).toBe('COMPLETED'));
    expect(timesSent(id)).toBe(1);
    const { record, story } = await open(tresorier, 'Transaction', id);
    expect(record?.params).toMatchObject({
      makerName: 'tresorier',
      checkerName: 'Aminata Sawadogo',
    });
    expect(story?.timeline.map(({ what }) => what)).toEqual([
      'requested',
      'awaiting',
      'approved',
      'sent',
      'answered',
      'webhook',
      'settled',
    ]);
  });

  test('finance approves what any tontine asks', async () => {
    const id = await waitingPayout(tresorier, await givenMember(world));
    expect((await decide(finance, id, 'approve')).notice?.type).toBe('success');
    expect(timesSent(id)).toBe(1);
  });

  test('the maker does not, and takes it back instead', async () => {
    const member = await givenMember(world);
    const id = await waitingPayout(tresorier, member);
    for (const decision of ['approve', 'reject'] as const) {
      const answer = await decide(tresorier, id, decision, { reason: 'Pour voir' });
      expect(answer.notice).toMatchObject({ type: 'error' });
      expect(answer.transaction).toBeUndefined();
    }
    expect(await status(id)).toBe('AWAITING_APPROVAL');
    const taken = await decide(tresorier, id, 'cancel');
    expect(taken.notice?.type).toBe('success');
    expect(await status(id)).toBe('CANCELLED');
    expect(await balanceOf(world.database.pool, member)).toBe(1_000_000);
  });

  test('nobody but the maker takes it back', async () => {
    const id = await waitingPayout(tresorier, await givenMember(world));
    for (const other of [tresoriere, finance]) {
      expect((await decide(other, id, 'cancel')).notice?.type).toBe('error');
    }
    expect(await status(id)).toBe('AWAITING_APPROVAL');
  });

  test('the member who is paid does not, be it by wallet or by phone', async () => {
    const payee = await givenTreasurer(world, 'payee', { phone: '+22676111111' });
    const signedIn = await world.console.signIn('payee');
    const { owner } = world.database;
    await owner.query('select post_opening($1, 1000000)', [payee.walletId]);
    await owner.query(
      `insert into membership (tontine_id, user_id, kind) values ($1, $2, 'MEMBER')`,
      [world.people.tontineId, payee.id],
    );
    const toWallet = await waitingPayout(tresorier, payee);
    const toPhone = await waitingPayout(tresorier, await givenMember(world), 1_000, {
      phone: payee.phone,
    });
    for (const id of [toWallet, toPhone]) {
      const answer = await decide(signedIn, id, 'approve');
      expect(answer.notice?.type).toBe('error');
      expect(await status(id)).toBe('AWAITING_APPROVAL');
    }
    expect((await decide(finance, toWallet, 'approve')).notice?.type).toBe('success');
  });

  test('a treasurer of another tontine finds nothing to decide', async () => {
    const id = await waitingPayout(tresorier, await givenMember(world));
    const other = await world.console.signIn('tresorier2');
    for (const decision of ['approve', 'reject', 'cancel'] as const) {
      const answer = await decide(other, id, decision, { reason: 'Non' });
      expect(answer.notice?.type).toBe('error');
      expect(answer.record?.params).toEqual({});
    }
    expect(await status(id)).toBe('AWAITING_APPROVAL');
    expect(ids(await list(other, 'Transaction', 'filters.awaiting=yes'))).not.toContain(id);
  });

  test('an administrator and a member decide nothing', async () => {
    const id = await waitingPayout(tresorier, world.people.awa, 20_000, { phone: '+22671234567' });
    const admin = await world.console.signIn('admin');
    expect((await decide(admin, id, 'approve')).notice?.type).toBe('error');
    const awa = await world.console.signIn('awa');
    expect((await decide(awa, id, 'approve')).status).toBe(403);
    expect(await status(id)).toBe('AWAITING_APPROVAL');
  });

  test('the buttons are those that the operation would let', async () => {
    const id = await waitingPayout(tresorier, await givenMember(world));
    const actsOf = async (who: Visitor) =>
      (await open(who, 'Transaction', id)).record?.recordActions.map(({ name }) => name).sort();
    expect(await actsOf(tresorier)).toEqual(['cancel', 'show']);
    expect(await actsOf(tresoriere)).toEqual(['approve', 'reject', 'show']);
    expect(await actsOf(finance)).toEqual(['approve', 'reject', 'show']);
    expect(await actsOf(await world.console.signIn('admin'))).toEqual(['show']);
  });
});

describe('a decision', () => {
  test('to reject needs a reason, which the maker reads', async () => {
    const member = await givenMember(world);
    const id = await waitingPayout(tresorier, member);
    const without = await decide(tresoriere, id, 'reject', { reason: '   ' });
    expect(without.notice?.type).toBe('error');
    expect(without.record?.errors['reason']?.message).toBeTruthy();
    expect(await status(id)).toBe('AWAITING_APPROVAL');
    const answer = await decide(tresoriere, id, 'reject', { reason: 'Mauvais numéro' });
    expect(answer.notice?.type).toBe('success');
    expect(await status(id)).toBe('REJECTED');
    expect(await balanceOf(world.database.pool, member)).toBe(1_000_000);
    const { record } = await open(tresorier, 'Transaction', id);
    expect(record?.params).toMatchObject({
      decisionReason: 'Mauvais numéro',
      checkerName: 'Aminata Sawadogo',
    });
  });

  test('is a POST: opening its page decides nothing', async () => {
    const id = await waitingPayout(tresorier, await givenMember(world));
    for (const action of ['approve', 'reject']) {
      const { form } = await open(tresoriere, 'Transaction', id, action);
      expect(form).toEqual({ decision: action, needsCode: false });
    }
    expect((await open(tresorier, 'Transaction', id, 'cancel')).form).toMatchObject({
      decision: 'cancel',
    });
    expect(await status(id)).toBe('AWAITING_APPROVAL');
  });

  test('of two checkers at once, and of a double click, has one effect', async () => {
    const member = await givenMember(world);
    const id = await waitingPayout(tresorier, member);
    const answers = await Promise.all([
      decide(tresoriere, id, 'approve'),
      decide(finance, id, 'approve'),
      decide(tresoriere, id, 'approve'),
      decide(finance, id, 'reject', { reason: 'Trop' }),
    ]);
    expect(answers.filter(({ notice }) => notice?.type === 'success')).toHaveLength(1);
    const returned = (await status(id)) === 'REJECTED';
    expect(timesSent(id)).toBe(returned ? 0 : 1);
    expect(await balanceOf(world.database.pool, member)).toBe(returned ? 1_000_000 : 850_000);
  });

  test('comes too late once it expired: the hold is back', async () => {
    const { database, console } = world;
    const member = await givenMember(world);
    const client = await database.owner.connect();
    await client.query(
      `select set_config('tontine.clock', (now() - interval '25 hours')::text, false)`,
    );
    const { rows } = await client.query<{ transaction_id: string }>(
      `select * from request_payment('WITHDRAWAL', $1, 150000, $2, 'wave', 'initiate', null, $3, $4, 'f', 1e12, 1e12,
        'Africa/Abidjan', 100000, '24 hours', $5)`,
      [
        member.walletId,
        member.phone,
        world.people.tontineId,
        randomUUID(),
        JSON.stringify({ id: world.people.tresorier.id, name: 'tresorier' }),
      ],
    );
    await client.query(`select set_config('tontine.clock', '', false)`);
    client.release();
    const id = rows[0]?.transaction_id ?? '';
    expect((await decide(tresoriere, id, 'approve')).notice?.message).toContain('délai');
    expect(await status(id)).toBe('AWAITING_APPROVAL');
    await console.app.expireApprovals();
    expect(await status(id)).toBe('EXPIRED');
    expect(await balanceOf(database.pool, member)).toBe(1_000_000);
    expect((await decide(tresoriere, id, 'approve')).notice?.type).toBe('error');
    expect(timesSent(id)).toBe(0);
  });

  test('changes nothing else, whatever else is posted', async () => {
    const member = await givenMember(world);
    const id = await waitingPayout(tresorier, member);
    const other = await waitingPayout(tresorier, await givenMember(world));
    await act(tresoriere, 'Transaction', id, 'approve', {
      id: other,
      transactionId: other,
      amount: '1',
      phone: '+22676000002',
      status: 'COMPLETED',
      checkedById: world.people.finance.id,
      actor: { role: 'ADMIN' },
    });
    expect(await status(other)).toBe('AWAITING_APPROVAL');
    const { rows } = await world.database.pool.query(
      `select amount::text, t.phone, u.username from transaction t join app_user u on u.id = t.checked_by where t.id = $1`,
      [id],
    );
    expect(rows).toEqual([{ amount: '150000', phone: member.phone, username: 'tresoriere' }]);
  });
});
