import { beforeEach, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { balanceOf, fact, givenPayment, statusOf } from '../support/payments.ts';
import { ASKABLE, MUTE, playedGateway } from '../support/played-gateway.ts';
import { act, open, type PanelAnswer } from './api.ts';

const played = playedGateway();
const world = useConsole({ wrapGateway: played.wrapGateway });
const { play } = played;

beforeEach(() => {
  play.can = ASKABLE;
  play.status = () => ({ kind: 'no_answer', message: 'Nothing came.' });
});

type Shape = Partial<Parameters<typeof givenPayment>[1]>;

const given = (shape: Shape = {}) =>
  givenPayment(world.database.pool, {
    type: 'DEPOSIT',
    amount: 2_000,
    by: world.people.tresorier,
    member: world.people.awa,
    ...shape,
  });

const ask = async (id: string, as = 'finance'): Promise<PanelAnswer & { answer?: string }> =>
  act(await world.console.signIn(as), 'Transaction', id, 'query', {});

const offered = ({ record }: PanelAnswer): boolean =>
  record?.recordActions.some(({ name }) => name === 'query') ?? false;

const audited = async (id: string): Promise<number> => {
  const { rows } = await world.database.owner.query<{ count: number }>(
    `select count(*)::int as count from audit_entry where action = 'transaction.query' and subject_id = $1`,
    [id],
  );
  return rows[0]?.count ?? 0;
};

test('finance asks, reads that it is still on its way, and the page tells how often it was asked', async () => {
  const { id, reference } = await given();
  play.status = (question) => ({
    kind: 'told',
    fact: fact({
      source: 'status_query',
      event: 'en cours',
      state: null,
      reference: question.reference,
    }),
  });
  const finance = await world.console.signIn('finance');
  const before = await open(finance, 'Transaction', id);
  expect(offered(before)).toBe(true);
  expect(before.record?.params).toMatchObject({ queries: '0', queryAnswer: null });

  const opened = await open(finance, 'Transaction', id, 'query');
  expect(opened.record?.id).toBe(id);
  expect(await audited(id), 'opening it asks nothing').toBe(0);

  const answer = await ask(id);
  expect(answer).toMatchObject({ answer: 'pending', notice: { type: 'info' } });
  expect(answer.notice?.message).toMatch(/toujours en cours/);
  expect(await statusOf(world.database.pool, id)).toBe('PENDING');
  expect(await audited(id)).toBe(1);

  const after = await open(finance, 'Transaction', id);
  expect(after.record?.params).toMatchObject({
    queries: '1',
    queryAnswer: 'pending',
    gatewayReference: reference,
  });
  expect(after.record?.params['queryAt']).toMatch(/^\d{4}-/);
  expect(after.story?.timeline.map(({ what }) => what)).toContain('queried');
});

test('an answer that is final settles the books', async () => {
  const { id, reference } = await given({ amount: 3_100 });
  const { pool } = world.database;
  const before = await balanceOf(pool, world.people.awa);
  play.status = () => ({
    kind: 'told',
    fact: fact({ source: 'status_query', reference, amount: 3_100n }),
  });
  const answer = await ask(id);
  expect(answer).toMatchObject({ answer: 'completed', notice: { type: 'success' } });
  expect(answer.record?.params['status']).toBe('COMPLETED');
  expect(await balanceOf(pool, world.people.awa)).toBe(before + 3_100);
});

test('a failure, no answer and an unknown number are told apart, in words', async () => {
  const said: Record<string, string | undefined> = {};
  const failing = await given();
  play.status = () => ({
    kind: 'told',
    fact: fact({
      source: 'status_query',
      event: 'payment.failed',
      state: 'failed',
      reference: failing.reference,
      failureReason: 'not_approved',
    }),
  });
  said['failed'] = (await ask(failing.id)).notice?.message;
  const silent = await given();
  play.status = () => ({ kind: 'no_answer', message: 'Nothing came.' });
  said['no_answer'] = (await ask(silent.id)).notice?.message;
  const strange = await given();
  play.status = () => ({ kind: 'not_known', message: 'Not found.' });
  said['not_known'] = (await ask(strange.id)).notice?.message;
  const unheard = await given({ type: 'WITHDRAWAL', amount: 300, state: 'UNKNOWN' });
  said['no_reference'] = (await ask(unheard.id)).notice?.message;
  expect(said['failed']).toMatch(/répond\s: échoué/);
  expect(said['no_answer']).toMatch(/n’a pas répondu/);
  expect(said['not_known']).toMatch(/ne connaît pas cette référence/);
  expect(said['no_reference']).toMatch(/pas de numéro avec lequel demander/);
  expect(await statusOf(world.database.pool, strange.id)).toBe('PENDING');
});

test('asking again at once is refused with a sentence', async () => {
  const { id } = await given();
  await ask(id);
  const again = await ask(id);
  expect(again.notice).toMatchObject({ type: 'error' });
  expect(again.notice?.message).toMatch(/vient d’être interrogé/);
});

test('a treasurer asks about their members’ transactions and finds no others; an administrator asks nothing', async () => {
  const { id } = await given();
  expect((await ask(id, 'tresorier')).notice?.type).toBe('info');
  const theirs = await given({ member: world.people.fatou, by: world.people.other });
  expect((await ask(theirs.id, 'tresorier')).answer).toBeUndefined();
  expect((await ask(id, 'admin')).answer).toBeUndefined();
  expect(await audited(theirs.id)).toBe(0);
  const admin = await world.console.signIn('admin');
  expect(offered(await open(admin, 'Transaction', id))).toBe(false);
});

test('where the gateway answers no questions the act is not offered, and the page can say why', async () => {
  play.can = MUTE;
  const { id } = await given();
  const page = await open(await world.console.signIn('finance'), 'Transaction', id);
  expect(offered(page)).toBe(false);
  expect(page.story).toMatchObject({ askable: false });
  const answer = await ask(id);
  expect(answer).toMatchObject({ answer: 'unsupported' });
  expect(answer.notice?.message).toMatch(/ne répond pas aux questions/);
});

test('a transaction of the other connection cannot be asked about, and one that never left has nothing to ask', async () => {
  const finance = await world.console.signIn('finance');
  const other = await given({ dialect: 'v1' });
  expect((await open(finance, 'Transaction', other.id)).story).toMatchObject({ askable: false });
  const unsent = await given({ state: 'NOT_SENT' });
  const page = await open(finance, 'Transaction', unsent.id);
  expect(page.story).toMatchObject({ askable: null });
  expect(offered(page)).toBe(false);
});

test('the fee that was quoted stands beside the second reference until the order completes', async () => {
  const { id } = await given({ amount: 5_000, fee: 75 });
  await world.database.owner.query('alter table transaction disable trigger user');
  await world.database.owner.query(
    `update transaction set second_reference = 'MLS42' where id = $1`,
    [id],
  );
  await world.database.owner.query('alter table transaction enable trigger user');
  const page = await open(await world.console.signIn('finance'), 'Transaction', id);
  expect(page.record?.params).toMatchObject({
    quotedFee: '75',
    fee: '0',
    secondReference: 'MLS42',
  });
});
