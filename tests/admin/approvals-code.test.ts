import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { codeNow, wrongCode } from '../support/codes.ts';
import { useConsole } from '../support/console.ts';
import type { GivenPerson } from '../support/given.ts';
import { balanceOf, statusOf } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { actOnResource, open } from './api.ts';
import { decide, givenMember, givenTreasurer, payOut, waitingPayout } from './given.ts';

const world = useConsole();

interface WithCode {
  readonly visitor: Visitor;
  readonly secret: string;
  /** A code of now that was not used yet: a test does not wait for the next half minute. */
  freshCode(): Promise<string>;
}

let maker: WithCode;
let checker: WithCode;

async function withSecondFactor(person: GivenPerson): Promise<WithCode> {
  const { console, database } = world;
  const { secret } = await console.app.beginSecondFactor({ actor: person });
  await console.app.confirmSecondFactor({ actor: person, code: codeNow(secret) });
  const visitor = console.visitor();
  await visitor.post('/login', { username: person.username, password: 'tontine-demo' });
  const freshCode = async () => {
    await database.owner.query('update second_factor set last_step = 0 where user_id = $1', [
      person.id,
    ]);
    return codeNow(secret);
  };
  await visitor.post('/login/code', { code: await freshCode() });
  return { visitor, secret, freshCode };
}

beforeAll(async () => {
  maker = await withSecondFactor(world.people.tresorier as GivenPerson);
  checker = await withSecondFactor(await givenTreasurer(world, 'tresoriere'));
});

test('the form says above which amount it asks for a code', async () => {
  const { form } = await open(maker.visitor, 'Wallet', world.people.awa.walletId, 'payout');
  expect(form).toMatchObject({ stepUpAbove: '100000', approval: { above: '100000' } });
  const deposit = await open(maker.visitor, 'Wallet', world.people.awa.walletId, 'deposit');
  expect(deposit.form).toMatchObject({ stepUpAbove: null, approval: null });
});

test('a payout above the limit needs a code; without it nothing is held', async () => {
  const member = await givenMember(world);
  for (const code of [undefined, '', wrongCode(maker.secret)]) {
    const answer = await payOut(maker.visitor, member, 150_000, { code });
    expect(answer.notice?.type).toBe('error');
    expect(answer.record?.errors['code']?.message).toBeTruthy();
    expect(answer.transaction).toBeUndefined();
  }
  expect(await balanceOf(world.database.pool, member)).toBe(1_000_000);
  expect((await payOut(maker.visitor, member, 100_000)).transaction?.status).toBe('PENDING');
});

test('a code is good for one payout, and the same form again needs no other', async () => {
  const member = await givenMember(world);
  const code = await maker.freshCode();
  const idempotencyKey = randomUUID();
  const first = await waitingPayout(maker.visitor, member, 150_000, { code, idempotencyKey });
  const again = await payOut(maker.visitor, member, 150_000, { code, idempotencyKey });
  expect(again.transaction?.id).toBe(first);
  const other = await payOut(maker.visitor, member, 200_000, { code });
  expect(other.record?.errors['code']?.message).toBeTruthy();
  expect(other.transaction).toBeUndefined();
});

test('a checker gives a code for one payee and amount; many at once are sent back to one by one', async () => {
  const [big, small] = [await givenMember(world), await givenMember(world)];
  const id = await waitingPayout(maker.visitor, big, 150_000, { code: await maker.freshCode() });
  const little = await waitingPayout(maker.visitor, small, 5_000, { phone: '+22671234567' });
  expect((await open(checker.visitor, 'Transaction', id, 'approve')).form).toEqual({
    decision: 'approve',
    needsCode: true,
  });
  expect((await open(checker.visitor, 'Transaction', little, 'approve')).form).toMatchObject({
    needsCode: false,
  });
  const many = await actOnResource(checker.visitor, 'Transaction', 'decide', {
    ids: [id, little],
    decision: 'approve',
  });
  expect(many).toMatchObject({
    results: [
      { id, outcome: 'code_needed' },
      { id: little, outcome: 'approved' },
    ],
  });
  const without = await decide(checker.visitor, id, 'approve');
  expect(without.record?.errors['code']?.message).toBeTruthy();
  expect(await statusOf(world.database.pool, id)).toBe('AWAITING_APPROVAL');
  const code = await checker.freshCode();
  expect((await decide(checker.visitor, id, 'approve', { code })).notice?.type).toBe('success');
  const next = await waitingPayout(maker.visitor, big, 150_000, { code: await maker.freshCode() });
  const reused = await decide(checker.visitor, next, 'approve', { code });
  expect(reused.record?.errors['code']?.message).toBeTruthy();
  const rejected = await decide(checker.visitor, next, 'reject', {
    reason: 'Pas de code, pas grave',
  });
  expect(rejected.notice?.type).toBe('success');
});
