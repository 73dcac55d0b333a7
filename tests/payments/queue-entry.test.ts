import { beforeAll, expect, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { settleFacts } from '../../src/payments/settle.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, type People } from '../support/given.ts';
import { accept, fact, givenPayment } from '../support/payments.ts';

/** An entry of the queue says what is asked of many open orders at once, so that they need not be read. */
const db = useDatabase();
let people: People;
beforeAll(async () => {
  people = await givenPeople(db.owner);
});

const given = (state: 'NOT_SENT' | 'SENDING' | 'UNKNOWN' | 'ACCEPTED', amount = 700) =>
  givenPayment(db.pool, {
    type: 'DEPOSIT',
    amount,
    by: people.tresorier,
    member: people.awa,
    state,
  });

const entryOf = async (id: string) => {
  const { rows } = await db.owner.query(
    'select queue, amount::text, type, is_unknown, failed_at from queue_entry where transaction_id = $1',
    [id],
  );
  return rows[0];
};

test('an entry says what its order began with', async () => {
  const { id } = await given('ACCEPTED', 1_234);
  expect(await entryOf(id)).toEqual({
    queue: 'OPEN',
    amount: '1234',
    type: 'DEPOSIT',
    is_unknown: false,
    failed_at: null,
  });
});

test('an outcome that is not known is known to the entry, until it is', async () => {
  const { id, reference } = await given('UNKNOWN');
  expect(await entryOf(id)).toMatchObject({ is_unknown: true });
  await accept(db.pool, id, reference);
  expect(await entryOf(id)).toMatchObject({ is_unknown: false });
});

test('an entry says when its order was sent, and whether the gateway still has to answer', async () => {
  const waysOf = async (id: string) => {
    const { rows } = await db.owner.query(
      `select q.sent_at, q.is_sending, t.sent_at as really from queue_entry q join transaction t on t.id = q.transaction_id where t.id = $1`,
      [id],
    );
    return rows[0];
  };
  const { id: unsent } = await given('NOT_SENT');
  expect(await waysOf(unsent)).toEqual({ sent_at: null, is_sending: false, really: null });
  await db.pool.query('select mark_sending($1)', [unsent]);
  const sending = await waysOf(unsent);
  expect(sending.really).toBeInstanceOf(Date);
  expect(sending).toMatchObject({ sent_at: sending.really, is_sending: true });
  await accept(db.pool, unsent, 'pay_answered_at_last');
  expect(await waysOf(unsent)).toEqual({ ...sending, is_sending: false });
});

test('what failed says when; what was completed leaves the queue', async () => {
  const [failed, completed] = [await given('ACCEPTED'), await given('ACCEPTED')];
  await settleFacts(db.pool, [
    fact({ reference: failed.reference, state: 'failed' }),
    fact({ reference: completed.reference }),
  ]);
  const { rows } = await db.owner.query('select settled_at from transaction where id = $1', [
    failed.id,
  ]);
  expect(await entryOf(failed.id)).toMatchObject({
    queue: 'FAILED',
    failed_at: rows[0].settled_at,
  });
  expect(await entryOf(completed.id)).toBeUndefined();
});

test('entries agree with their transactions, whatever those went through', async () => {
  for (const state of ['NOT_SENT', 'SENDING', 'UNKNOWN', 'ACCEPTED'] as const) await given(state);
  expect(await verifyLedger(db.pool)).toEqual([]);
});
