import { afterAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/pools.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();
let opened: Database | undefined;
const read: Database['read'] = (text, values) => {
  opened ??= openDatabase(db.appUrl);
  return opened.read(text, values);
};
afterAll(() => opened?.close());

const KEPT = 'select count(*)::int as count from pg_prepared_statements where statement = $1';

test('a text that comes again is kept, and planned for its values each time', async () => {
  const text = 'select $1::int as one';
  for (const one of [1, 2, 3, 4, 5, 6, 7]) expect(await read(text, [one])).toEqual([{ one }]);
  expect(await read(KEPT, [text])).toEqual([{ count: 1 }]);
  const plans = 'select sum(generic_plans)::int as generic from pg_prepared_statements';
  expect(await read(plans)).toEqual([{ generic: 0 }]);
});

test('a statement that fails says why, and the next one works', async () => {
  await expect(read('select 1 / $1::int', [0])).rejects.toThrow('division by zero');
  expect(await read('select 1 / $1::int as one', [1])).toEqual([{ one: 1 }]);
});

test('no connection keeps more than the usual texts', async () => {
  for (let nth = 0; nth < 250; nth += 1) {
    await read(`select ${nth} as nth`);
    await read(`select ${nth} as nth`);
  }
  const [{ kept } = { kept: 0 }] = await read<{ kept: number }>(
    'select count(*)::int as kept from pg_prepared_statements',
  );
  expect(kept).toBeGreaterThan(100);
  expect(kept).toBeLessThanOrEqual(200);
});
