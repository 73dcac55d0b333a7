import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import {
  givenContradicted,
  givenOfficer,
  givenOrphans,
  givenUnpaid,
  openBreaks,
  read,
  send,
} from './breaks-given.ts';
import { givenMember } from './given.ts';

const world = useConsole();
const REASON = 'Vérifié avec le relevé';
const MISSING = '01900000-0000-7000-8000-000000000000';
let finance: Visitor;
let second: Visitor;
let admin: Visitor;

beforeAll(async () => {
  await givenOfficer(world, 'finance2', 'Finance Deux');
  const member = await givenMember(world, { fullName: 'Mariam Kaboré' });
  await givenOrphans(world, 8);
  await givenUnpaid(world, member, 4);
  await givenContradicted(world, member, 4);
  await openBreaks(world);
  finance = await world.console.signIn('finance');
  second = await world.console.signIn('finance2');
  admin = await world.console.signIn('admin');
});

const open = async (query = '') => (await read(finance, `/breaks?${query}`)).body.rows ?? [];
const orphans = () => open('kind=unknown_reference');
const unproposed = async (query: string) =>
  (await open(query)).filter(({ proposal }) => proposal === null);

/** Proposes to post an orphan to suspense, as the key `r` does. Answers the proposal's id. */
async function proposed(): Promise<string> {
  const [row] = await unproposed('kind=unknown_reference');
  const order = { verb: 'post_suspense', params: {}, reason: REASON };
  const { body } = await send(finance, `/breaks/${row?.id}/resolve`, order);
  expect(body).toMatchObject({ outcome: 'proposed' });
  return body.resolutionId ?? '';
}

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
  const [row] = await unproposed('kind=unknown_reference');
  const plan = { verb: 'post_suspense', params: {} };
  const { body } = await send(finance, `/breaks/${row?.id}/preview`, plan);
  expect(body.needsChecker).toBe(true);
  expect(body.postings).toEqual([
    { account: 'suspense', name: null, amount: row?.value },
    { account: 'gateway_float', name: null, amount: `-${row?.value}` },
  ]);
  expect((await read(finance, `/breaks/${row?.id}`)).body.resolutions).toEqual([]);
});

test('whoever proposed does not approve; another person does, and the break leaves the queue', async () => {
  const id = await proposed();
  const own = await send(finance, `/resolutions/${id}/decide`, { decision: 'approve' });
  expect(own).toMatchObject({ status: 403, body: { error: { code: 'maker_is_checker' } } });
  const told = await send(second, `/resolutions/${id}/decide`, { decision: 'approve' });
  expect(told).toMatchObject({ status: 200, body: { outcome: 'approved' } });
  const again = await send(second, `/resolutions/${id}/decide`, { decision: 'approve' });
  expect(again).toMatchObject({ status: 409, body: { error: { code: 'not_proposed' } } });
  const [resolved] = (await read(finance, '/breaks?state=resolved')).body.rows ?? [];
  expect(resolved?.closedBy).toBe('resolution');
});

test('an administrator checks what finance proposes, and proposes nothing', async () => {
  const [row] = await unproposed('kind=unknown_reference');
  const order = { verb: 'ignore', params: {}, reason: REASON };
  expect((await send(admin, `/breaks/${row?.id}/resolve`, order)).status).toBe(403);
  const id = await proposed();
  const reject = { decision: 'reject', reason: '' };
  expect((await send(admin, `/resolutions/${id}/decide`, reject)).status).toBe(400);
  const told = await send(admin, `/resolutions/${id}/decide`, { ...reject, reason: REASON });
  expect(told.body.outcome).toBe('rejected');
});

test('whoever proposed may take it back', async () => {
  const id = await proposed();
  const withdraw = { decision: 'withdraw' };
  expect((await send(second, `/resolutions/${id}/decide`, withdraw)).status).toBe(403);
  expect((await send(finance, `/resolutions/${id}/decide`, withdraw)).body.outcome).toBe(
    'withdrawn',
  );
});

test.each([
  ['no reason', { verb: 'ignore', reason: ' ' }, 'reason_needed'],
  ['another verb', { verb: 'delete', reason: REASON }, 'verb_unknown'],
  [
    'parameters of another shape',
    { verb: 'match_line', params: { a: 1 }, reason: REASON },
    'params_invalid',
  ],
])('%s: nothing is resolved, and a sentence says why', async (_name, order, code) => {
  const [row] = await unproposed('kind=unknown_reference');
  const { status, body } = await send(finance, `/breaks/${row?.id}/resolve`, order);
  expect(status).toBe(400);
  expect(body.error?.code).toBe(code);
});

test('many are resolved row by row, and each says what became of it', async () => {
  const rows = await unproposed('kind=unknown_reference');
  const unpaid = await open('kind=deposit_unpaid');
  const ids = [rows[0]?.id, unpaid[0]?.id, unpaid[1]?.id];
  const order = { breakIds: ids, verb: 'set_aside', reason: REASON };
  const { body } = await send(finance, '/breaks/resolve', order);
  const outcomes = Object.fromEntries(
    (body.results ?? []).map(({ breakId, outcome, code }) => [breakId, code ?? outcome]),
  );
  expect(outcomes).toEqual({
    [rows[0]?.id ?? '']: 'only_deposits_aside',
    [unpaid[0]?.id ?? '']: 'done',
    [unpaid[1]?.id ?? '']: 'done',
  });
});

test('whatever matches the filter of the address is resolved, and nothing beside it', async () => {
  const before = (await open()).length;
  const matching = (await unproposed('kind=conflicting_event')).length;
  const order = { verb: 'mark_failed', reason: REASON };
  const { body } = await send(finance, '/breaks/resolve?kind=conflicting_event', order);
  expect(body.results?.map(({ outcome }) => outcome)).toEqual(Array(matching).fill('proposed'));
  expect(body.left).toBe(0);
  expect(await open()).toHaveLength(before);
  const waiting = (await open('state=proposed')).flatMap(({ proposal }) => proposal?.id ?? []);
  const decision = { resolutionIds: [...waiting, MISSING], decision: 'approve' };
  const decided = await send(second, '/resolutions/decide', decision);
  expect(decided.body.results?.map(({ outcome }) => outcome)).toEqual([
    ...Array(waiting.length).fill('approved'),
    'refused',
  ]);
});

test('a break is given to somebody, with a day and a note', async () => {
  const [row] = await orphans();
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

test('what was approved is taken back by two people, and the break is open again', async () => {
  const id = await proposed();
  await send(second, `/resolutions/${id}/decide`, { decision: 'approve' });
  const { rows = [] } = (await read(finance, '/breaks?state=resolved&sort=newest')).body;
  const stories = await Promise.all(rows.map((row) => read(finance, `/breaks/${row.id}`)));
  const story = stories.find(({ body }) => body.resolutions?.some((one) => one.id === id))?.body;
  const [offer] = story?.offers ?? [];
  expect(offer).toMatchObject({ verb: 'reverse', params: { resolutionId: id }, refused: null });
  const order = { verb: 'reverse', params: offer?.params, reason: REASON };
  const { body } = await send(finance, `/breaks/${story?.row?.id}/resolve`, order);
  expect(body.outcome).toBe('proposed');
  expect((await open('state=proposed')).map((row) => row.id)).toContain(story?.row?.id);
  await send(second, `/resolutions/${body.resolutionId}/decide`, { decision: 'approve' });
  expect((await open()).map((row) => row.id)).toContain(story?.row?.id);
});
