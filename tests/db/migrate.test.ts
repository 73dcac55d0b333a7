import { expect, test } from 'vitest';
import { pendingMigrations } from '../../src/db/migrate.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

test('a migrated database has nothing pending', async () => {
  expect(await pendingMigrations(database.ownerUrl)).toEqual([]);
});

test('a migration that the database has not finished is pending', async () => {
  const { rows } = await database.owner.query(
    `update _prisma_migrations set finished_at = null
      where migration_name = (select max(migration_name) from _prisma_migrations)
      returning migration_name`,
  );
  expect(await pendingMigrations(database.ownerUrl)).toEqual([rows[0].migration_name]);
});

test('the runtime role reads the books and cannot change a posting', async () => {
  await database.pool.query('select count(*) from posting');
  await expect(database.pool.query('update posting set amount = 0')).rejects.toThrow(
    /permission denied/,
  );
});
