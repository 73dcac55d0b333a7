import { beforeAll, expect, test } from 'vitest';
import { answerDispute, openDispute } from '../../src/reconciliation/disputes.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { givenPayment } from '../support/payments.ts';

const db = useDatabase();
let people: People;

beforeAll(async () => {
  people = await givenPeople(db.owner);
});

const payment = async () =>
  (
    await givenPayment(db.pool, {
      type: 'WITHDRAWAL',
      amount: 100,
      by: people.tresorier,
      member: people.awa,
    })
  ).id;
const disputeOf = async (id: string) =>
  (await db.pool.query('select message, answer, answered_by from dispute where id = $1', [id]))
    .rows[0];

test('a member asks about their own operation, once while it is open', async () => {
  const transactionId = await payment();
  const ask = (message: string) =>
    openDispute(db.pool, { actor: people.awa, transactionId, message });
  const opened = await Promise.all(['Qui ?', 'Qui ?', 'Qui ?'].map(ask));
  expect(new Set(opened.map(({ disputeId }) => disputeId)).size).toBe(1);
  const { disputeId } = opened[0]!;
  await answerDispute(db.pool, { actor: people.finance, disputeId, answer: ' Le trésorier. ' });
  expect(await disputeOf(disputeId)).toEqual({
    message: 'Qui ?',
    answer: 'Le trésorier.',
    answered_by: people.finance.id,
  });
  expect((await ask('Encore ?')).disputeId).not.toBe(disputeId);
  const { rows } = await db.pool.query(
    `select action, actor_name from audit_entry where subject_id = $1 order by id`,
    [disputeId],
  );
  expect(rows).toEqual([
    { action: 'dispute.open', actor_name: 'awa' },
    { action: 'dispute.answer', actor_name: 'finance' },
  ]);
});

test('nobody asks about somebody else’s operation, or one that is none', async () => {
  const transactionId = await payment();
  for (const actor of [people.moussa, people.tresorier, people.finance]) {
    await expect(openDispute(db.pool, { actor, transactionId, message: '' })).rejects.toMatchObject(
      { kind: 'NotFound' },
    );
  }
  await expect(
    openDispute(db.pool, { actor: people.awa, transactionId: 'rien', message: '' }),
  ).rejects.toMatchObject({ kind: 'NotFound' });
});

test('only finance answers, with words, and one of two who answer at once', async () => {
  const { disputeId } = await openDispute(db.pool, {
    actor: people.awa,
    transactionId: await payment(),
    message: '',
  });
  const answer = (over: Record<string, unknown>) =>
    answerDispute(db.pool, { actor: people.finance, disputeId, answer: 'oui', ...over });
  for (const actor of [people.awa, people.tresorier, people.admin]) {
    await expect(answer({ actor })).rejects.toMatchObject({ code: 'finance_only' });
  }
  await expect(answer({ answer: ' ' })).rejects.toMatchObject({ code: 'answer_needed' });
  await expect(answer({ answer: 'x'.repeat(1001) })).rejects.toMatchObject({
    code: 'text_too_long',
  });
  const both = await Promise.allSettled([answer({}), answer({ answer: 'non' })]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(answer({})).rejects.toMatchObject({ code: 'dispute_closed' });
});

test('what was asked is never deleted or rewritten', async () => {
  const { disputeId } = await openDispute(db.pool, {
    actor: people.awa,
    transactionId: await payment(),
    message: 'Qui ?',
  });
  await expect(
    db.owner.query('delete from dispute where id = $1', [disputeId]),
  ).rejects.toMatchObject({ code: 'TP900' });
  await expect(
    db.pool.query(`update dispute set message = 'rien' where id = $1`, [disputeId]),
  ).rejects.toMatchObject({ code: '42501' });
});
