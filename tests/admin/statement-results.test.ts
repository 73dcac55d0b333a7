import { beforeAll, expect, test } from 'vitest';
import { deliveries as readDeliveries } from '../../src/reconciliation/deliveries.ts';
import { useConsole } from '../support/console.ts';
import { fact, givenPayment, unique } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenStatement, statementOf, upload } from './statement-steps.ts';

const world = useConsole();
let finance: Visitor;

beforeAll(async () => {
  finance = await world.console.signIn('finance');
});

const given = (dialect: 'initiate' | 'v1' = 'initiate') =>
  givenPayment(world.database.pool, {
    type: 'DEPOSIT',
    amount: 2_000,
    by: world.people.tresorier,
    member: world.people.awa,
    dialect,
  });

const imported = (text: string) =>
  givenStatement(world.console.app, world.people.finance, `${unique('results')}.csv`, text);

const linesOf = async (fileId: string) => {
  const path = `/admin/api/statements/${fileId}/lines`;
  const { text } = await finance.get(path, { accept: 'application/json' });
  return JSON.parse(text).lines;
};

test('before a statement tells of a period nothing says that no message is missing', async () => {
  const asked = { actor: world.people.finance, days: 90 };
  expect(await readDeliveries(world.database.pool, asked)).toMatchObject({
    missed: [],
    toldByStatement: false,
  });
  await imported(statementOf([{ at: new Date(Date.now() - 40 * 86_400_000).toISOString() }]));
  expect(await readDeliveries(world.database.pool, asked)).toMatchObject({ toldByStatement: true });
  expect(await readDeliveries(world.database.pool, { ...asked, days: 7 })).toMatchObject({
    toldByStatement: false,
  });
});

test('a line that we wait for says whether its message came, and what was wrong with it', async () => {
  const { app } = world.console;
  const [silent, otherSum, otherPhone, hinted] = [
    await given(),
    await given(),
    await given(),
    await given('v1'),
  ];
  await app.settle(fact({ reference: otherSum.reference, amount: 2_100n }));
  await app.settle(
    fact({ reference: otherPhone.reference, amount: 2_000n, phone: '+22670999999' }),
  );
  await app.settle(
    fact({ reference: hinted.reference, ownId: hinted.id, dialect: 'v1', state: null }),
  );
  const told = [silent, otherSum, otherPhone, hinted].map(({ id }) => ({
    ownId: id,
    amount: '2000',
  }));
  const lines = await linesOf(await imported(statementOf(told)));
  expect(lines.map(({ outcome, message }: Record<string, string>) => [outcome, message])).toEqual([
    ['missed_delivery', 'none'],
    ['missed_delivery', 'other_amount'],
    ['missed_delivery', 'no_effect'],
    ['missed_delivery', 'no_effect'],
  ]);
});

test('a line that failed there leads to the open break of what is completed here, and shows its francs', async () => {
  const { app } = world.console;
  const [done, elsewhere, failed] = [await given(), await given(), await given()];
  for (const { reference } of [done, elsewhere]) {
    await app.settle(fact({ reference, amount: 2_000n, fee: 50n }));
  }
  await app.settle(fact({ reference: failed.reference, state: 'failed' }));
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const fileId = await imported(
    statementOf([
      { ownId: done.id, amount: '2000', state: 'failed', at: at(0) },
      // Failed at first, and done by another attempt.
      { ownId: elsewhere.id, amount: '2000', state: 'failed', at: at(0) },
      { ownId: elsewhere.id, amount: '2000', fee: 50, at: at(0) },
      { ownId: failed.id, amount: '2000', state: 'failed', at: at(0) },
      { at: at(-24), state: 'failed' },
      { at: at(24), state: 'failed' },
    ]),
  );
  const { rows } = await app.breaks({ actor: world.people.finance, filter: { q: done.id } });
  expect(rows).toMatchObject([{ kind: 'status_conflict', difference: '-1950' }]);
  const lines = await linesOf(fileId);
  expect(lines.slice(0, 4)).toMatchObject([
    {
      outcome: 'not_happened',
      completedHere: true,
      breakId: rows[0]!.id,
      breakOpen: true,
      difference: '-1950',
    },
    { outcome: 'not_happened', completedHere: false, breakId: null, difference: '0' },
    { outcome: 'matched', completedHere: false },
    { outcome: 'not_happened', completedHere: false, breakId: null, difference: '0' },
  ]);
});

test('a statement that is only a header says that it tells of nothing', async () => {
  expect(await upload(finance, 'vide.csv', statementOf([]))).toMatchObject({
    status: 400,
    error: { message: 'Ce relevé ne contient aucune opération.' },
  });
});
