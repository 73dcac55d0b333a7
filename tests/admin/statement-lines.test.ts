import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { fact, givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenStatement, statementOf } from './statement-steps.ts';

const world = useConsole();
let finance: Visitor;

beforeAll(async () => {
  finance = await world.console.signIn('finance');
});

const imported = (name: string, text: string) =>
  givenStatement(world.console.app, world.people.finance, name, text);

const read = async (path: string) => {
  const { status, text } = await finance.get(`/admin/api${path}`, { accept: 'application/json' });
  return { status, ...JSON.parse(text) };
};

test('the lines of a file are listed in pages, all of them or by what became of them', async () => {
  const { people, database, console } = world;
  const paid = await givenPayment(database.pool, {
    type: 'DEPOSIT',
    amount: 1_000,
    by: people.tresorier,
    member: people.awa,
  });
  await console.app.settle(fact({ reference: paid.reference, amount: 1_000n }));
  const strangers = Array.from({ length: 60 }, (_, index) => ({
    reference: `PAGE-${index}`,
    amount: String(100 + index),
    fee: 3,
  }));
  const fileId = await imported(
    'pages.csv',
    statementOf([{ reference: paid.reference }, ...strangers]),
  );
  const other = await imported('autre.csv', statementOf([{ reference: 'OTHER-FILE' }]));
  const lines = (query = '', id = fileId) => read(`/statements/${id}/lines${query}`);

  const first = await lines();
  expect(first.lines).toHaveLength(50);
  expect(first.lines[0]).toMatchObject({
    lineNo: 2,
    kind: 'payment',
    reference: paid.reference,
    amount: '1000',
    outcome: 'matched',
    difference: '0',
    transactionId: paid.id,
    breakId: null,
  });
  const second = await lines(`?after=${first.next}`);
  expect(second).toMatchObject({ status: 200, next: null });
  expect([...first.lines, ...second.lines].map(({ lineNo }) => lineNo)).toEqual(
    Array.from({ length: 61 }, (_, index) => index + 2),
  );

  const matched = await lines('?outcome=matched');
  expect(matched.lines.map(({ lineNo }: { lineNo: number }) => lineNo)).toEqual([2]);
  const strays = await lines('?outcome=missing_in_ledger');
  expect(strays.lines[0]).toMatchObject({
    reference: 'PAGE-0',
    fee: '3',
    difference: '97',
    transactionId: null,
    breakId: expect.any(String),
    breakOpen: true,
  });
  const rest = await lines(`?outcome=missing_in_ledger&after=${strays.next}`);
  expect([strays.lines.length, rest.lines.length, rest.next]).toEqual([50, 10, null]);
  expect((await lines('?outcome=duplicate')).lines).toEqual([]);
  expect((await lines('', other)).lines).toHaveLength(1);
  for (const query of ['?outcome=nonsense', '?after=x']) {
    expect([query, (await lines(query)).status]).toEqual([query, 400]);
  }
  expect((await lines('', 'none')).status).toBe(404);
});

test('what was answered since is listed as it stands now, and rests on the file', async () => {
  const { app } = world.console;
  const actor = world.people.finance;
  const fileId = await imported('suite.csv', statementOf([{ reference: 'ANSWERED' }]));
  const { lines } = await read(`/statements/${fileId}/lines`);
  const { resolutionId } = await app.resolveBreak({
    actor,
    breakId: lines[0].breakId,
    verb: 'post_suspense',
    reason: 'whose is it',
  });
  const asked = await read(`/statements/${fileId}`);
  expect(asked).toMatchObject({ undoable: false });
  expect(asked.undoObstacle).toContain('ont servi à une décision');
  const refused = await finance.postJson(`/admin/api/statements/${fileId}/undo`, {});
  expect(refused.status).toBe(409);
  expect(JSON.parse(refused.text)).toMatchObject({ error: { message: asked.undoObstacle } });
  const decided = { actor: world.people.admin, resolutionId: resolutionId ?? '' };
  await app.decideResolution({ ...decided, decision: 'approve' });
  expect((await read(`/statements/${fileId}/lines`)).lines[0]).toMatchObject({
    breakId: lines[0].breakId,
    breakOpen: false,
  });
});

test('what was matched by hand since is counted as matched', async () => {
  const { app } = world.console;
  const actor = world.people.finance;
  const { id } = await givenPayment(world.database.pool, {
    type: 'DEPOSIT',
    amount: 3_000,
    by: world.people.tresorier,
    member: world.people.awa,
  });
  const fileId = await imported(
    'a-la-main.csv',
    statementOf([{ reference: 'BY-HAND', amount: '3000' }, { reference: 'STILL-STRANGE' }]),
  );
  const outcomes = async () => (await read(`/statements/${fileId}`)).outcomes;
  expect(await outcomes()).toEqual({ missing_in_ledger: 2 });
  const { lines } = await read(`/statements/${fileId}/lines`);
  const { resolutionId } = await app.resolveBreak({
    actor,
    breakId: lines[0].breakId,
    verb: 'match_line',
    params: { transactionIds: [id] },
    reason: 'seen with the operator',
  });
  await app.decideResolution({
    actor: world.people.admin,
    resolutionId: resolutionId ?? '',
    decision: 'approve',
  });
  expect(await outcomes()).toEqual({ matched: 1, missing_in_ledger: 1 });
  expect((await read(`/statements/${fileId}/lines?outcome=matched`)).lines).toMatchObject([
    { reference: 'BY-HAND', transactionId: id },
  ]);
});
