import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { TEMPLATE } from './template.ts';

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly readUrl: string;
  /** As the console runs: cannot touch the books but through their functions. */
  readonly pool: pg.Pool;
  /** As the owner of the tables: for arranging, and for trying to break the rules. */
  readonly owner: pg.Pool;
}

/** SQLSTATE: the template is being copied by another test file at this moment. */
const OBJECT_IN_USE = '55006';

/**
 * A database of its own for this test file, cloned from the migrated template. After each test the
 * trial balance must be zero and every journal balanced; after the last one the whole ledger must
 * verify. Read the fields inside tests and hooks only: they exist once `beforeAll` ran.
 */
export function useDatabase(): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const urls = {
    ownerUrl: withDatabase(inject('ownerUrl'), name),
    appUrl: withDatabase(inject('appUrl'), name),
    readUrl: withDatabase(inject('readUrl'), name),
  };
  const pool = new pg.Pool({ connectionString: urls.appUrl, max: 10 });
  const owner = new pg.Pool({ connectionString: urls.ownerUrl, max: 4 });
  beforeAll(() => cloneTemplate(name));
  afterEach(() => expectZeroTrialBalance(owner));
  afterAll(async () => {
    try {
      await expectVerified(pool);
    } finally {
      await pool.end();
      // The database stays until the run's server is thrown away: dropping it writes down every
      // other file's pages first, and cuts off connections that are about to say goodbye.
      await owner.end();
    }
  });
  return { ...urls, pool, owner };
}

/** Fails when the postings of a currency, or of one journal, do not sum to zero. */
export async function expectZeroTrialBalance(owner: pg.Pool): Promise<void> {
  const { rows: totals } = await owner.query(
    'select currency, sum(amount)::text as total from posting group by currency having sum(amount) <> 0',
  );
  expect(totals, 'the trial balance').toEqual([]);
  const { rows: journals } = await owner.query(
    `select journal_id, currency, sum(amount)::text as total from posting
      group by journal_id, currency having sum(amount) <> 0`,
  );
  expect(journals, 'journals that do not balance').toEqual([]);
}

async function expectVerified(pool: pg.Pool): Promise<void> {
  expect(await verifyLedger(pool), 'verify-ledger').toEqual([]);
}

async function cloneTemplate(name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await asSuperuser((client) =>
        client.query(`create database ${name} template ${TEMPLATE} owner tontine_owner`),
      );
      return;
    } catch (error) {
      const busy = error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE;
      if (!busy || attempt === 20) throw error;
    }
  }
}

async function asSuperuser(act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: inject('superUrl') });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.href;
}
