import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenQueue, read, send, unproposed } from './breaks-given.ts';

const world = useConsole();
const REASON = 'Vérifié avec le relevé';
const MISSING = '01900000-0000-7000-8000-000000000000';
let finance: Visitor;
let second: Visitor;

beforeAll(async () => {
  await givenQueue(world);
  finance = await world.console.signIn('finance');
  second = await world.console.signIn('finance2');
});

const open = async (query = '') => (await read(finance, `/breaks?${query}`)).body.rows ?? [];

const DOORS: readonly (readonly ['GET' | 'POST', string])[] = [
  ['GET', '/breaks'],
  ['GET', '/breaks/figures'],
  ['GET', '/breaks/officers'],
  ['GET', '/breaks/views'],
  ['GET', `/breaks/${MISSING}`],
  ['POST', '/breaks/views'],
  ['POST', `/breaks/views/${MISSING}/remove`],
  ['POST', '/breaks/assign'],
  ['POST', '/breaks/due'],
  ['POST', '/breaks/resolve'],
  ['POST', `/breaks/${MISSING}/preview`],
  ['POST', `/breaks/${MISSING}/resolve`],
  ['POST', `/breaks/${MISSING}/notes`],
  ['POST', '/resolutions/decide'],
  ['POST', `/resolutions/${MISSING}/decide`],
];
const SOMETHING = {
  breakIds: [MISSING],
  resolutionIds: [MISSING],
  decision: 'approve',
  verb: 'ignore',
  reason: REASON,
  text: 'Note',
  name: 'Vue',
  query: 'age=older',
};

test.each(DOORS)('%s %s is closed to a treasurer and a member', async (method, path) => {
  for (const username of ['tresorier', 'awa']) {
    const who = await world.console.signIn(username);
    const { status, body } =
      method === 'GET' ? await read(who, path) : await send(who, path, SOMETHING);
    expect(status, username).toBe(403);
    expect(body.error?.message).toMatch(/\w/);
    expect(body.rows).toBeUndefined();
  }
});

test.each(DOORS.filter(([method]) => method === 'POST'))(
  '%s %s is refused where another site’s page started it',
  async (_method, path) => {
    const { status, body } = await send(finance, path, SOMETHING, {
      origin: 'https://elsewhere.test',
      'sec-fetch-site': 'cross-site',
    });
    expect(status).toBe(403);
    expect(body.error?.code).toBe('cross_origin');
  },
);

test('the queue is filtered, sorted and paged by its address, and counts all that matches', async () => {
  const { body } = await read(finance, '/breaks?limit=5&sort=value');
  const values = body.rows?.map(({ value }) => Number(value)) ?? [];
  expect(values).toEqual([...values].sort((a, b) => b - a));
  expect([values.length, body.count]).toEqual([5, 16]);
  const next = await read(finance, `/breaks?limit=100&sort=value&cursor=${body.next}`);
  expect(next.body.rows).toHaveLength(11);
  expect(next.body.next).toBeNull();
  expect(await open('kind=deposit_unpaid,conflicting_event')).toHaveLength(8);
  expect(await open('kind=deposit_unpaid&kind=conflicting_event')).toHaveLength(8);
  expect(await open('kind=outcome_unknown')).toEqual([]);
  expect(await open('q=kabore')).toHaveLength(8);
  expect(await open('min=8000')).toHaveLength(1);
  expect(await open('state=resolved')).toEqual([]);
});

test.each([
  'state=lost',
  'kind=nothing',
  'age=young',
  'min=many',
  'assignee=x',
  'q=ab',
  'flow=deposit&flow=payout',
  'sort=colour',
  'cursor=x',
])('the address %s is refused with a sentence', async (query) => {
  const { status, body } = await read(finance, `/breaks?${query}`);
  expect(status).toBe(400);
  expect(body.error?.message.length).toBeGreaterThan(10);
});

test('a story tells both sides and what can be done, and gives no more of our side than its page', async () => {
  const [row] = await open('kind=conflicting_event');
  const { body } = await read(finance, `/breaks/${row?.id}`);
  expect(body.difference).toMatchObject({
    ours: row?.value,
    message: { amount: row?.value, state: 'failed' },
    statement: null,
  });
  expect(body.transaction?.params).toMatchObject({ status: 'COMPLETED', type: 'DEPOSIT' });
  expect(Object.keys(body.transaction ?? {}).sort()).toEqual([
    'corrections',
    'journals',
    'params',
    'timeline',
  ]);
  expect(body.transaction?.params).not.toHaveProperty('fingerprint');
  expect(body.events?.[0]?.raw).toContain('payment.failed');
  expect(body.offers?.some(({ refused }) => refused === null)).toBe(true);
  expect((await read(finance, `/breaks/${MISSING}`)).status).toBe(404);
  expect((await read(finance, '/breaks/no-id')).status).toBe(404);
});

test('a preview shows the exact postings and writes nothing', async () => {
  const [row] = await unproposed(finance, 'kind=unknown_reference');
  const plan = { verb: 'post_suspense', params: {} };
  const { body } = await send(finance, `/breaks/${row?.id}/preview`, plan);
  expect(body.needsChecker).toBe(true);
  expect(body.postings).toEqual([
    { account: 'suspense', name: null, amount: row?.value },
    { account: 'gateway_float', name: null, amount: `-${row?.value}` },
  ]);
  expect((await read(finance, `/breaks/${row?.id}`)).body.resolutions).toEqual([]);
});

test('a break is given to somebody, with a day and a note', async () => {
  const [row] = await open('kind=unknown_reference');
  const breakIds = [row?.id];
  const { officers = [] } = (await read(finance, '/breaks/officers')).body;
  const deux = officers.find(({ name }) => name === 'Finance Deux');
  expect((await send(finance, '/breaks/assign', { breakIds, assigneeId: deux?.id })).status).toBe(
    200,
  );
  expect((await send(finance, '/breaks/due', { breakIds, dueAt: '2026-01-31' })).status).toBe(200);
  await send(finance, `/breaks/${row?.id}/notes`, { text: 'J’ai appelé Wave.' });
  const { body } = await read(second, `/breaks/${row?.id}`);
  expect(body.row?.assignee).toEqual({ id: deux?.id, name: 'Finance Deux' });
  expect(body.row?.dueAt).toMatch(/^2026-(01-31|02-01)/);
  expect(body.notes).toMatchObject([{ text: 'J’ai appelé Wave.', byName: 'finance' }]);
  expect((await read(second, '/breaks?assignee=me&due=overdue')).body.rows).toHaveLength(1);
  expect((await send(finance, '/breaks/assign', { breakIds: [], assigneeId: null })).status).toBe(
    400,
  );
  expect((await send(finance, '/breaks/assign', { breakIds, assigneeId: MISSING })).status).toBe(
    404,
  );
});

test('a view is kept for whoever saved it, and removed by them alone', async () => {
  await send(finance, '/breaks/views', { name: 'Vieux', query: 'age=older' });
  const { views = [] } = (await read(finance, '/breaks/views')).body;
  expect(views).toMatchObject([{ name: 'Vieux', query: 'age=older' }]);
  expect((await read(second, '/breaks/views')).body.views).toEqual([]);
  await send(second, `/breaks/views/${views[0]?.id}/remove`, {});
  expect((await read(finance, '/breaks/views')).body.views).toHaveLength(1);
  await send(finance, `/breaks/views/${views[0]?.id}/remove`, {});
  expect((await read(finance, '/breaks/views')).body.views).toEqual([]);
});
