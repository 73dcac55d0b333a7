import { afterAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/pools.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();
let opened: Database | undefined;
const read: Database['read'] = (...asked) => {
  opened ??= openDatabase(db.appUrl);
  return opened.read(...asked);
};
afterAll(() => opened?.close());

test('what is planned once has one plan for any values', async () => {
  const text = 'select $1::int as one';
  for (const one of [1, 2, 3, 4, 5, 6, 7])
    expect(await read(text, [one], 'once')).toEqual([{ one }]);
  const [plans] = await read(
    'select custom_plans::int as custom, generic_plans::int as generic from pg_prepared_statements where statement = $1',
    [text],
    'once',
  );
  expect(plans).toMatchObject({ custom: 0 });
  expect(plans?.['generic']).toBeGreaterThan(4);
});
