import { beforeAll, expect, test } from 'vitest';
import { openDisputes } from '../../src/admin/actions/dispute.ts';
import { useConsole } from '../support/console.ts';
import type { GivenPerson } from '../support/given.ts';
import { givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, ids, list, open } from './api.ts';

const world = useConsole();
let finance: Visitor;
let tresorier: Visitor;
let other: Visitor;

beforeAll(async () => {
  finance = await world.console.signIn('finance');
  tresorier = await world.console.signIn('tresorier');
  other = await world.console.signIn('tresorier2');
});

/** A member asks about an operation of theirs. */
async function givenCase(member: GivenPerson, by: GivenPerson, message = 'Ce n’est pas moi') {
  const { console, database } = world;
  const { id } = await givenPayment(database.pool, { type: 'DEPOSIT', amount: 900, by, member });
  const { disputeId } = await console.app.openDispute({
    actor: member,
    transactionId: id,
    message,
  });
  return { id: disputeId, transactionId: id };
}

const asked = () => givenCase(world.people.awa, world.people.tresorier as GivenPerson);

test('finance sees the question beside the operation, answers once, and the member reads it', async () => {
  const { id, transactionId } = await asked();
  const shown = await open(finance, 'Dispute', id);
  expect(shown.record?.params).toMatchObject({ state: 'OPEN', message: 'Ce n’est pas moi' });
  expect(shown).toMatchObject({
    dispute: {
      answeredBy: null,
      transaction: { id: transactionId, amount: '900', initiatedBy: 'tresorier' },
    },
  });
  expect(shown.record?.recordActions.map(({ name }) => name).sort()).toEqual(['answer', 'show']);
  const empty = await act(finance, 'Dispute', id, 'answer', { answer: '  ' });
  expect(empty.record?.errors['answer']?.message).toBeTruthy();
  const answer = await act(finance, 'Dispute', id, 'answer', {
    answer: 'Déposé par votre trésorier.',
    id: transactionId,
    openedById: world.people.moussa.id,
    message: 'autre',
  });
  expect(answer.notice?.type).toBe('success');
  expect(answer.record?.params).toMatchObject({
    state: 'ANSWERED',
    answer: 'Déposé par votre trésorier.',
    message: 'Ce n’est pas moi',
    openedById: world.people.awa.id,
  });
  const again = await act(finance, 'Dispute', id, 'answer', { answer: 'Encore' });
  expect(again.notice?.type).toBe('error');
  const after = await open(finance, 'Dispute', id);
  expect(after).toMatchObject({ dispute: { answeredBy: 'finance' } });
  expect(after.record?.params['answer']).toBe('Déposé par votre trésorier.');
  expect(after.record?.recordActions.map(({ name }) => name)).toEqual(['show']);
});

test('opening the answer’s form, or a GET of it, answers nothing', async () => {
  const { id } = await asked();
  await open(finance, 'Dispute', id, 'answer');
  expect((await open(finance, 'Dispute', id)).record?.params['state']).toBe('OPEN');
});

test('the tontine’s treasurer reads and does not answer; another treasurer finds nothing', async () => {
  const { id, transactionId } = await asked();
  const seen = await open(tresorier, 'Dispute', id);
  expect(seen.record?.params['message']).toBe('Ce n’est pas moi');
  expect(seen.record?.recordActions.map(({ name }) => name)).toEqual(['show']);
  expect((await act(tresorier, 'Dispute', id, 'answer', { answer: 'Moi' })).notice?.type).toBe(
    'error',
  );
  const foreign = await open(other, 'Dispute', id);
  expect(foreign.notice?.type).toBe('error');
  expect(JSON.stringify(foreign)).not.toContain('pas moi');
  expect(ids(await list(other, 'Dispute'))).not.toContain(id);
  expect((await act(other, 'Dispute', id, 'answer', { answer: 'Moi' })).notice?.type).toBe('error');
  const { story } = await open(tresorier, 'Transaction', transactionId);
  expect(story).toMatchObject({ dispute: { id, answeredAt: null } });
});

test('an administrator reads, and answers nobody', async () => {
  const { id } = await asked();
  const admin = await world.console.signIn('admin');
  expect((await open(admin, 'Dispute', id)).record?.id).toBe(id);
  expect((await act(admin, 'Dispute', id, 'answer', { answer: 'Moi' })).notice?.type).toBe('error');
});

test('the open ones come first, and are counted for each by their scope', async () => {
  const { people, console } = world;
  const answered = await asked();
  await console.app.answerDispute({
    actor: people.finance,
    disputeId: answered.id,
    answer: 'Vu',
  });
  const late = await givenCase(people.fatou, people.other as GivenPerson, 'Qui a pris 900 F ?');
  const states = (await list(finance, 'Dispute', 'perPage=100')).records?.map(
    ({ params }) => params['state'],
  );
  expect(states).toEqual([...(states ?? [])].sort((a, b) => (a === b ? 0 : a === 'OPEN' ? -1 : 1)));
  expect(new Set(states)).toEqual(new Set(['OPEN', 'ANSWERED']));
  const openOnes = ids(await list(finance, 'Dispute', 'filters.state=OPEN&perPage=100'));
  expect(openOnes).toContain(late.id);
  expect(openOnes).not.toContain(answered.id);
  expect(await openDisputes(console.app, people.finance)).toBe(openOnes.length);
  expect(await openDisputes(console.app, people.other)).toBe(1);
});

test('a case is found by its member and by its words; a filter that is none is refused', async () => {
  const { people } = world;
  const { id } = await givenCase(people.moussa, people.tresorier as GivenPerson, 'Argent disparu');
  expect(ids(await list(finance, 'Dispute', 'filters.q=moussa'))).toEqual([id]);
  expect(ids(await list(finance, 'Dispute', 'filters.q=disparu'))).toEqual([id]);
  expect(ids(await list(tresorier, 'Dispute', 'filters.q=fatou'))).toEqual([]);
  for (const query of ['filters.state=CLOSED', 'filters.answer=a', 'sortBy=message']) {
    expect((await list(finance, 'Dispute', query)).status).toBe(400);
  }
});
