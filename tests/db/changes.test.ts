import pino from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Changes, createChanges } from '../../src/db/changes.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { givenPayment } from '../support/payments.ts';

const db = useDatabase();
const log = pino({ level: 'silent' });
let people: People;
/** As in two processes: nothing but the database between them. */
let here: Changes;
let there: Changes;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  here = createChanges(db.appUrl, db.pool, log);
  there = createChanges(db.appUrl, db.pool, log);
});
afterAll(() => Promise.all([here.close(), there.close()]));

const payment = (member: People['awa']) =>
  givenPayment(db.pool, { type: 'DEPOSIT', amount: 1_000, by: member, member });

const listening = () =>
  vi.waitUntil(
    async () =>
      (
        await db.pool.query(
          `select from pg_stat_activity where application_name = 'tontine-changes' and query like 'listen%' and datname = current_database()`,
        )
      ).rowCount,
    { timeout: 5_000 },
  );

test('a change is told to whoever watches its wallet, in another process too, and to nobody else', async () => {
  const [awa, moussa, gone] = [vi.fn(), vi.fn(), vi.fn()];
  const stops = [here.watch(people.awa.walletId, awa), here.watch(people.moussa.walletId, moussa)];
  here.watch(people.awa.walletId, gone)();
  await listening();
  await there.announce([(await payment(people.awa)).id]);
  await vi.waitUntil(() => awa.mock.calls.length > 0, { timeout: 5_000 });
  expect(moussa).not.toHaveBeenCalled();
  expect(gone).not.toHaveBeenCalled();
  for (const stop of stops) stop();
});

test('a thousand changes are told together, in few notices', async () => {
  const onChange = vi.fn();
  const stop = here.watch(people.awa.walletId, onChange);
  await listening();
  const { id } = await payment(people.awa);
  const many = Array.from({ length: 1_000 }, (_, n) =>
    n === 500 ? id : `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  );
  for (const one of many) await there.announce([one]);
  await vi.waitUntil(() => onChange.mock.calls.length > 0, { timeout: 5_000 });
  stop();
});

test('who watched while the connection was cut is told to look again', async () => {
  const onChange = vi.fn();
  const stop = here.watch(people.awa.walletId, onChange);
  await listening();
  await db.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tontine-changes' and datname = current_database()`,
  );
  await vi.waitUntil(() => onChange.mock.calls.length > 0, { timeout: 10_000 });
  onChange.mockClear();
  await there.announce([(await payment(people.awa)).id]);
  await vi.waitUntil(() => onChange.mock.calls.length > 0, { timeout: 10_000 });
  stop();
});

test('an announcement never fails, not even without a database', async () => {
  const away = createChanges('postgresql://nobody@127.0.0.1:9/none', db.pool, log);
  await expect(away.announce(['not even an id'])).resolves.toBeUndefined();
  await away.close();
});
