import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { balanceOf, statusOf } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { actOnResource, ids, list } from './api.ts';
import { decide, givenMember, givenTreasurer, joins, waitingPayout } from './given.ts';

const world = useConsole();
let tresorier: Visitor;
let tresoriere: Visitor;
let finance: Visitor;

beforeAll(async () => {
  await givenTreasurer(world, 'tresoriere');
  tresorier = await world.console.signIn('tresorier');
  tresoriere = await world.console.signIn('tresoriere');
  finance = await world.console.signIn('finance');
});

interface Row {
  readonly id: string;
  readonly outcome: string;
  readonly message: string;
}

const MISSING = '01900000-0000-7000-8000-000000000000';
const status = (id: string) => statusOf(world.database.pool, id);

async function decideMany(who: Visitor, data: Readonly<Record<string, unknown>>) {
  const answer = await actOnResource(who, 'Transaction', 'decide', data);
  const { results = [] } = answer as unknown as { results?: readonly Row[] };
  return { ...answer, results };
}

const outcomes = (rows: readonly Row[]) =>
  Object.fromEntries(rows.map(({ id, outcome }) => [id, outcome]));

const waitingIn = async (who: Visitor) =>
  ids(await list(who, 'Transaction', 'filters.awaiting=yes&perPage=200'));

const countOf = async (who: Visitor) => {
  const { text } = await who.get('/admin/api/resources/Transaction/actions/decide', {
    accept: 'application/json',
  });
  return JSON.parse(text).inbox?.waiting;
};

test('each row says what became of it, and no row stops another', async () => {
  const mine = await waitingPayout(tresorier, await givenMember(world));
  const member = await givenMember(world);
  const good = [await waitingPayout(tresorier, member), await waitingPayout(tresorier, member)];
  const own = await waitingPayout(tresoriere, await givenMember(world));
  const taken = await waitingPayout(tresorier, await givenMember(world));
  await decide(tresorier, taken, 'cancel');
  const failing = await waitingPayout(
    tresorier,
    await givenMember(world, { phone: '+22670000001' }),
  );
  const all = [mine, own, 'no-id', ...good, MISSING, taken, failing];
  const { results, notice } = await decideMany(tresoriere, { ids: all, decision: 'approve' });
  expect(results.map(({ id }) => id)).toEqual(all);
  expect(outcomes(results)).toEqual({
    [mine]: 'approved',
    [own]: 'refused',
    'no-id': 'not_found',
    [good[0] ?? '']: 'approved',
    [good[1] ?? '']: 'approved',
    [MISSING]: 'not_found',
    [taken]: 'refused',
    [failing]: 'failed',
  });
  expect(results.every(({ message }) => message.length > 5)).toBe(true);
  expect(notice).toEqual({ type: 'info', message: expect.stringContaining('3 sur 8') });
  expect(await status(own)).toBe('AWAITING_APPROVAL');
  expect(await status(failing)).toBe('FAILED');
});

test('what another tontine asks is not found, row by row', async () => {
  const { people } = world;
  const other = await world.console.signIn('tresorier2');
  const theirs = await waitingPayout(other, people.fatou, 5_000, { phone: '+22671234567' });
  const ours = await waitingPayout(tresorier, await givenMember(world));
  const { results } = await decideMany(tresoriere, { ids: [theirs, ours], decision: 'approve' });
  expect(outcomes(results)).toEqual({ [theirs]: 'not_found', [ours]: 'approved' });
  expect(await status(theirs)).toBe('AWAITING_APPROVAL');
  expect((await decideMany(finance, { ids: [theirs], decision: 'approve' })).results).toMatchObject(
    [{ outcome: 'approved' }],
  );
});

test('a member of two tontines: the one that was acted for decides', async () => {
  const { people } = world;
  const member = await givenMember(world);
  await joins(world, member, people.otherTontineId, 'MEMBER');
  const id = await waitingPayout(tresorier, member);
  const other = await world.console.signIn('tresorier2');
  expect(await waitingIn(other)).not.toContain(id);
  const { results } = await decideMany(other, { ids: [id], decision: 'approve' });
  expect(outcomes(results)).toEqual({ [id]: 'refused' });
  expect(await waitingIn(tresoriere)).toContain(id);
});

test('to reject many takes one reason for all of them, and the holds come back', async () => {
  const members = [await givenMember(world), await givenMember(world)];
  const waiting = await Promise.all(members.map((member) => waitingPayout(tresorier, member)));
  const without = await decideMany(tresoriere, { ids: waiting, decision: 'reject', reason: ' ' });
  expect(without.notice?.type).toBe('error');
  expect(without.results).toEqual([]);
  const { results } = await decideMany(tresoriere, {
    ids: waiting,
    decision: 'reject',
    reason: 'Réunion annulée',
  });
  expect(results.map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected']);
  for (const member of members) {
    expect(await balanceOf(world.database.pool, member)).toBe(1_000_000);
  }
});

test('pressed twice, or by two at once, each payout is decided once', async () => {
  const members = await Promise.all([1, 2, 3].map(() => givenMember(world)));
  const waiting = await Promise.all(members.map((member) => waitingPayout(tresorier, member)));
  const asked = { ids: [...waiting, ...waiting], decision: 'approve' };
  const answers = await Promise.all([
    decideMany(tresoriere, asked),
    decideMany(tresoriere, asked),
    decideMany(finance, asked),
  ]);
  for (const id of waiting) {
    const said = answers.flatMap(({ results }) => results.filter((row) => row.id === id));
    expect(said).toHaveLength(3);
    expect(said.filter(({ outcome }) => outcome === 'approved')).toHaveLength(1);
  }
});

test.each([
  ['nothing chosen', { ids: [], decision: 'approve' }],
  ['no list', { ids: MISSING, decision: 'approve' }],
  ['another decision', { ids: [MISSING], decision: 'cancel' }],
  ['no decision', { ids: [MISSING] }],
  ['too many', { ids: Array.from({ length: 201 }, () => randomUUID()), decision: 'approve' }],
])('%s: nothing is decided, and a sentence says why', async (_name, data) => {
  const { notice, results, status: code } = await decideMany(finance, data);
  expect(code).toBe(200);
  expect(notice?.type).toBe('error');
  expect(results).toEqual([]);
});

test('two hundred rows are answered', async () => {
  const many = Array.from({ length: 200 }, () => randomUUID());
  const { results } = await decideMany(finance, { ids: many, decision: 'approve' });
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['not_found']));
  expect(results).toHaveLength(200);
});

test('an administrator decides nothing, and is not offered to', async () => {
  const id = await waitingPayout(tresorier, await givenMember(world));
  const admin = await world.console.signIn('admin');
  const { notice, results } = await decideMany(admin, { ids: [id], decision: 'approve' });
  expect(notice?.type).toBe('error');
  expect(results).toEqual([]);
  expect(await countOf(admin)).toBeUndefined();
  expect(await status(id)).toBe('AWAITING_APPROVAL');
});

test('the badge counts what this person may decide, and the inbox lists their own beside it', async () => {
  const before = { maker: await countOf(tresorier), checker: await countOf(tresoriere) };
  const id = await waitingPayout(tresorier, await givenMember(world));
  expect(await countOf(tresorier)).toBe(before.maker);
  expect(await countOf(tresoriere)).toBe(before.checker + 1);
  expect(await waitingIn(tresorier)).toContain(id);
  expect(await waitingIn(finance)).toContain(id);
  expect((await list(finance, 'Transaction', 'filters.awaiting=no')).status).toBe(400);
});
