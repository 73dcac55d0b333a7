import { beforeAll, expect, test } from 'vitest';
import { signOf } from '../../src/admin/shown.ts';
import { useConsole } from '../support/console.ts';
import { fact, givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { list } from './api.ts';

const world = useConsole();
let finance: Visitor;

/** A payout that failed, was returned, and left all the same: what is left of it is held. */
beforeAll(async () => {
  const { people, database, console } = world;
  const paid = {
    type: 'WITHDRAWAL',
    amount: 3_000,
    by: people.tresorier,
    member: people.awa,
  } as const;
  const { reference } = await givenPayment(database.pool, paid);
  const told = { kind: 'payout', reference, amount: 3_000n } as const;
  await console.app.settle(fact({ ...told, state: 'failed' }));
  await console.app.settle(fact({ ...told, state: 'completed' }));
  finance = await console.signIn('finance');
});

test('a correction is listed with what it did, and by the sign of the wallet', async () => {
  const { records } = await list(finance, 'Transaction', 'filters.type=ADJUSTMENT');
  const params = records?.[0]?.params ?? {};
  expect(params).toMatchObject({ amount: '3000', adjustment: 'double_funded', direction: 'OUT' });
  expect(signOf(params)).toBe('−');
  expect(signOf({ type: 'ADJUSTMENT', direction: 'IN' })).toBe('+');
  expect(signOf({ type: 'TRANSFER', direction: 'IN' })).toBe('−');
});

test('a correction leaves in a file under its own name', async () => {
  const { text } = await finance.get(
    '/admin/api/export/Transaction?format=csv&filters.type=ADJUSTMENT',
  );
  expect(text).toContain('Somme retenue');
  expect(text).not.toContain('coffre');
});
