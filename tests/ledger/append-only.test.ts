import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { createSettle } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { fact, givenPayment } from '../support/payments.ts';

/** Inbox and books, attacked through raw SQL: as the runtime role, and as the owner of the tables. */
const db = useDatabase();
let people: People;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  const settle = createSettle({ pool: db.pool, log: pino({ level: 'silent' }) });
  const deposit = await givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount: 5_000,
    by: people.tresorier,
    member: people.awa,
  });
  const payout = await givenPayment(db.pool, {
    type: 'WITHDRAWAL',
    amount: 1_000,
    by: people.tresorier,
    member: people.awa,
  });
  await settle(fact({ reference: deposit.reference, fee: 50n }));
  await settle(fact({ kind: 'payout', reference: payout.reference, state: 'failed' }));
});

const asOwner = (sql: string, values: unknown[] = []) => db.owner.query(sql, values);
const asRuntime = (sql: string, values: unknown[] = []) => db.pool.query(sql, values);

describe('7 and 8: inbox and books only grow', () => {
  const tables = [
    'journal',
    'posting',
    'webhook_event',
    'webhook_outcome',
    'audit_entry',
    'account',
  ];
  test.each(tables)('%s refuses UPDATE, DELETE and TRUNCATE even to its owner', async (table) => {
    const column =
      {
        posting: 'line',
        webhook_outcome: 'outcome',
        audit_entry: 'action',
      }[table] ?? 'id';
    await expect(asOwner(`update ${table} set ${column} = ${column}`)).rejects.toThrow(
      `UPDATE on ${table} is refused: it is append-only.`,
    );
    await expect(asOwner(`delete from ${table}`)).rejects.toThrow(
      `DELETE on ${table} is refused: it is append-only.`,
    );
    await expect(asOwner(`truncate ${table} cascade`)).rejects.toThrow(
      /is refused: it is append-only/,
    );
  });
  test('the same bytes are one event', async () => {
    await expect(
      asOwner(
        `insert into webhook_event (source, dialect, hash, raw, headers) select source, dialect, hash, raw, headers from webhook_event limit 1`,
      ),
    ).rejects.toThrow(/webhook_event_hash_key/);
  });
  test.each([
    'update wallet set balance = balance',
    'update vault set balance = balance',
    'update transaction set status = status',
    'delete from transaction',
    "insert into journal (id, kind, step, currency) values (uuid_v7(), 'OPENING', 1, 'XOF')",
    'insert into posting (journal_id, line, account_id, amount, currency) select journal_id, 9, account_id, amount, currency from posting limit 1',
    "insert into webhook_event (source) values ('webhook')",
    "insert into webhook_outcome (outcome) values ('completed')",
    'update queue_entry set queue = queue',
    'truncate posting',
    'delete from audit_entry',
    'select post(null)',
    'select post_opening(null, 1)',
    'select settle_facts(null)',
    'select settle_parked(null)',
    'select fail_payment(null, null, null, null)',
    "select grant_app_access('tontine_read')",
    'alter table wallet disable trigger all',
  ])('the runtime role may not: %s', async (sql) => {
    await expect(asRuntime(sql)).rejects.toThrow(/permission denied|must be owner/);
  });
  test('the runtime role cannot set the clock', async () => {
    const { rows } = await asRuntime(
      `select set_config('tontine.clock', '2001-01-01', true), extract(year from db_now())::int as year`,
    );
    expect(rows[0].year).toBeGreaterThan(2001);
  });
  test('the read role reads the books and no secret', async () => {
    const { Pool } = (await import('pg')).default;
    const reader = new Pool({ connectionString: db.readUrl, max: 1 });
    try {
      expect(
        (await reader.query('select count(*)::int as count from posting')).rows[0].count,
      ).toBeGreaterThan(0);
      await expect(reader.query('select password_hash from app_user')).rejects.toThrow(
        /permission denied/,
      );
      await expect(reader.query('select sess from session')).rejects.toThrow(/permission denied/);
    } finally {
      await reader.end();
    }
  });
});
