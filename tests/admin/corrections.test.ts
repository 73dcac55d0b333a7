import { beforeAll, expect, test } from 'vitest';
import { signOf } from '../../src/admin/shown.ts';
import { useConsole } from '../support/console.ts';
import { fact, givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { list, open } from './api.ts';

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

test('what was corrected says so in the list and on its page, beside a state that stays', async () => {
  const { records = [] } = await list(finance, 'Transaction', 'filters.type=WITHDRAWAL');
  const corrected = records.find(({ params }) => params['corrected']);
  expect(corrected?.params).toMatchObject({ status: 'FAILED', corrected: 'double_funded' });
  const { story } = await open(finance, 'Transaction', corrected?.id ?? '');
  const [correction] = story?.corrections ?? [];
  expect(correction).toMatchObject({ adjustment: 'double_funded', amount: '3000', undone: null });
  const back = await open(finance, 'Transaction', correction?.id ?? '');
  expect(back.story?.corrects).toMatchObject({ id: corrected?.id, status: 'FAILED' });
});

test('a member reads on the receipt what was corrected, and is led both ways', async () => {
  const awa = await world.console.signIn('awa');
  const { records = [] } = await list(finance, 'Transaction', 'filters.type=ADJUSTMENT');
  const correction = records[0]?.id;
  const { rows } = await world.database.pool.query<{ id: string }>(
    'select corrects_id as id from transaction where id = $1',
    [correction],
  );
  const operation = rows[0]?.id;
  const receipt = await awa.get(`/wallet/operations/${operation}/`);
  expect(receipt.text).toContain('somme retenue');
  expect(receipt.text).toContain('Ce retrait est parti alors que sa somme vous avait été rendue');
  expect(receipt.text).not.toContain('sont revenus dans le porte-monnaie');
  expect(receipt.text).toContain(`/wallet/operations/${correction}/`);
  const back = await awa.get(`/wallet/operations/${correction}/`);
  expect(back.text).toContain(`/wallet/operations/${operation}/`);
  expect((await awa.get('/wallet/')).text).toContain('somme retenue');
});

test('a correction leaves in a file under its own name', async () => {
  const { text } = await finance.get(
    '/admin/api/export/Transaction?format=csv&filters.type=ADJUSTMENT',
  );
  expect(text).toContain('Somme retenue');
  expect(text.split('\n')[0]).toContain('Corrigé');
  expect(text).not.toContain('coffre');
});
