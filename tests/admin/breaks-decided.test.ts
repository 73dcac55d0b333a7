import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenQueue, read, send, unproposed } from './breaks-given.ts';

const world = useConsole();
const REASON = 'Vérifié avec le relevé';
const MISSING = '01900000-0000-7000-8000-000000000000';
let finance: Visitor;
let second: Visitor;
let admin: Visitor;

beforeAll(async () => {
  await givenQueue(world);
  finance = await world.console.signIn('finance');
  second = await world.console.signIn('finance2');
  admin = await world.console.signIn('admin');
});

const open = async (query = '') => (await read(finance, `/breaks?${query}`)).body.rows ?? [];

/** Proposes to post an orphan to suspense, as the key `r` does. Answers the proposal's id. */
async function proposed(): Promise<string> {
  const [row] = await unproposed(finance, 'kind=unknown_reference');
  const order = { verb: 'post_suspense', params: {}, reason: REASON };
  const { body } = await send(finance, `/breaks/${row?.id}/resolve`, order);
  expect(body).toMatchObject({ outcome: 'proposed' });
  return body.resolutionId ?? '';
}

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
  const [row] = await unproposed(finance, 'kind=unknown_reference');
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
  const [row] = await unproposed(finance, 'kind=unknown_reference');
  const { status, body } = await send(finance, `/breaks/${row?.id}/resolve`, order);
  expect(status).toBe(400);
  expect(body.error?.code).toBe(code);
});

test('many are resolved row by row, and each says what became of it', async () => {
  const rows = await unproposed(finance, 'kind=unknown_reference');
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
  const matching = (await unproposed(finance, 'kind=conflicting_event')).length;
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
