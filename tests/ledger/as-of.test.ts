import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { asOf } from '../../src/ledger/as-of.ts';
import { useConsole } from '../support/console.ts';
import { type GivenPerson, givenPerson } from '../support/given.ts';
import { accept, fact, givenPayment, unique } from '../support/payments.ts';

const world = useConsole();
let made = 0;
const givenMember = (): Promise<GivenPerson> => {
  made += 1;
  return givenPerson(world.database.owner, {
    username: unique('as-of').replaceAll('_', '-'),
    role: 'MEMBER',
    phone: `+2267080${String(made).padStart(4, '0')}`,
  });
};

const T0 = Date.UTC(2026, 9, 1, 14, 0, 0);
const at = (seconds: number) => new Date(T0 + seconds * 1000);

/** Runs `act` with the database's clock at so many seconds after T0. */
async function when<T>(
  seconds: number,
  act: (client: Pick<typeof world.database.owner, 'query'>) => Promise<T>,
) {
  const client = await world.database.owner.connect();
  try {
    await client.query(`select set_config('tontine.clock', $1, false)`, [
      at(seconds).toISOString(),
    ]);
    return await act(
      Object.assign(Object.create(world.database.owner), { query: client.query.bind(client) }),
    );
  } finally {
    await client.query(`select set_config('tontine.clock', '', false)`);
    client.release();
  }
}

const credit = (member: GivenPerson, seconds: number, amount: number) =>
  when(seconds, (client) => client.query('select post_opening($1, $2)', [member.walletId, amount]));

const wallet = (member: GivenPerson, instant: Date) =>
  asOf(world.database.pool, { accountId: member.walletId, at: instant });

describe('a wallet at an instant', () => {
  test('holds what its last movement up to then left, and says which that was', async () => {
    const member = await givenMember();
    await credit(member, 0, 1_000);
    await credit(member, 60, 500);
    expect(await wallet(member, at(0))).toMatchObject({
      balance: 1_000n,
      postings: 1,
      kind: 'wallet',
    });
    expect(await wallet(member, at(59.999))).toMatchObject({ balance: 1_000n, postings: 1 });
    expect(await wallet(member, at(60))).toMatchObject({
      balance: 1_500n,
      postings: 2,
      lastMovement: { kind: 'OPENING', at: at(60) },
    });
  });

  test('before its first movement is an error, not an empty zero', async () => {
    const member = await givenMember();
    await expect(wallet(member, at(0))).rejects.toMatchObject({
      kind: 'InvalidInput',
      code: 'as_of_before_first',
    });
    await credit(member, 10, 1_000);
    await expect(wallet(member, at(9.999))).rejects.toMatchObject({ code: 'as_of_before_first' });
  });

  test('in the future of the database’s clock is an error', async () => {
    const member = await givenMember();
    await credit(member, 0, 1_000);
    const { rows } = await world.database.pool.query<{ soon: Date }>(
      `select db_now() + interval '1 minute' as soon`,
    );
    await expect(wallet(member, rows[0]!.soon)).rejects.toMatchObject({
      kind: 'InvalidInput',
      code: 'as_of_future',
    });
  });

  test('a movement that waited for a later one counts from that one’s time, so that no balance is shown that never was', async () => {
    const member = await givenMember();
    await credit(member, 0, 1_000);
    // Began at 14:00:20 and was committed first; the other began at 14:00:10.
    await credit(member, 20, 50);
    await credit(member, 10, 7);
    expect((await wallet(member, at(15))).balance).toBe(1_000n);
    expect((await wallet(member, at(20))).balance).toBe(1_057n);
  });

  test('is what a plain reading of its history says, at any instant and for any order of times', async () => {
    const movement = fc.record({
      seconds: fc.nat({ max: 30 }),
      amount: fc.integer({ min: 1, max: 900 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(movement, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat({ max: 31 }), { minLength: 1, maxLength: 5 }),
        async (history, instants) => {
          const member = await givenMember();
          for (const { seconds, amount } of history) await credit(member, seconds, amount);
          for (const instant of instants) {
            const later = history.findIndex(({ seconds }) => seconds > instant);
            const counted = later < 0 ? history : history.slice(0, later);
            const answer = await wallet(member, at(instant)).catch((error) => error.code);
            if (counted.length === 0) expect(answer).toBe('as_of_before_first');
            else {
              const sum = counted.reduce((total, { amount }) => total + amount, 0);
              expect(answer).toMatchObject({ balance: BigInt(sum), postings: counted.length });
            }
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  test('says while a transaction that began before is still open', async () => {
    const member = await givenMember();
    await credit(member, 0, 1_000);
    const { people, database } = world;
    expect((await wallet(member, at(5))).provisional).toBe(false);
    const open = await database.pool.connect();
    try {
      await open.query('begin');
      await open.query(
        `insert into audit_entry (actor_name, action, subject_type) values ($1, 'test', 'Test')`,
        [people.finance.username],
      );
      const { rows } = await open.query<{ now: Date }>('select now() as now');
      expect((await wallet(member, new Date(rows[0]!.now.getTime() + 1))).provisional).toBe(true);
      expect((await wallet(member, at(5))).provisional).toBe(false);
    } finally {
      await open.query('rollback');
      open.release();
    }
  });
});

describe('what was on its way', () => {
  const pay = (
    member: GivenPerson,
    seconds: number,
    type: 'DEPOSIT' | 'WITHDRAWAL',
    state: 'NOT_SENT' | 'SENDING',
  ) =>
    when(seconds, (client) =>
      givenPayment(client as typeof world.database.pool, {
        type,
        amount: 100,
        by: world.people.tresorier,
        member,
        state,
      }),
    );
  const onTheWay = async (member: GivenPerson, seconds: number) =>
    (await wallet(member, at(seconds))).onItsWay.map(({ id, state }) => [id, state]);

  test('is every deposit and payout that was requested and not settled, as it stood then', async () => {
    const member = await givenMember();
    await credit(member, 0, 1_000);
    const payout = await pay(member, 10, 'WITHDRAWAL', 'NOT_SENT');
    const deposit = await pay(member, 20, 'DEPOSIT', 'SENDING');
    await when(30, (client) => client.query('select mark_sending($1)', [payout.id]));
    await accept(world.database.pool, deposit.id, unique('seen'));
    expect(await onTheWay(member, 9)).toEqual([]);
    expect(await onTheWay(member, 10)).toEqual([[payout.id, 'NOT_SENT']]);
    expect(await onTheWay(member, 30)).toEqual([
      [payout.id, 'SENT'],
      [deposit.id, 'SENT'],
    ]);
    expect(await wallet(member, at(30))).toMatchObject({
      balance: 900n,
      onItsWay: [{ amount: 100n, type: 'WITHDRAWAL', phone: member.phone, settledAt: null }, {}],
    });
    const reference = unique('done');
    await accept(world.database.pool, payout.id, reference);
    await world.console.app.settle(fact({ kind: 'payout', reference }));
    // Settled today: then it was on its way all the same.
    expect(await onTheWay(member, 30)).toHaveLength(2);
    expect((await wallet(member, at(30))).onItsWay[0]?.settledAt).toBeInstanceOf(Date);
  });

  test('a payout that waited for a second person says so', async () => {
    const { app } = world.console;
    const { awa, tresorier, finance } = world.people;
    const { transaction } = await app.requestPayout({
      actor: tresorier,
      walletId: awa.walletId,
      amount: '300',
      phone: '+22670999999',
      method: 'wave',
      idempotencyKey: unique('waits'),
    });
    const { rows } = await world.database.pool.query<{ asked: Date }>(
      `select created_at + interval '1 millisecond' as asked from transaction where id = $1`,
      [transaction.id],
    );
    await app.rejectPayout({
      actor: finance,
      transactionId: transaction.id,
      reason: 'Other number',
    });
    const then = await app.asOf({ actor: finance, accountId: awa.walletId, at: rows[0]!.asked });
    expect(then.onItsWay).toMatchObject([{ id: transaction.id, state: 'AWAITING_APPROVAL' }]);
    expect(then.balance).toBe(24_700n);
  });
});

describe('the accounts of the house', () => {
  test('are sums up to the instant, what we have shown as people read it', async () => {
    const member = await givenMember();
    await credit(member, -100_000, 2_000);
    await credit(member, -90_000, 500);
    const read = (kind: 'gateway_float' | 'opening', seconds: number) =>
      asOf(world.database.pool, { kind, currency: 'XOF', at: at(seconds) });
    expect(await read('gateway_float', -95_000)).toMatchObject({
      balance: 2_000n,
      postings: 1,
      onItsWay: [],
    });
    expect(await read('gateway_float', -90_000)).toMatchObject({ balance: 2_500n, postings: 2 });
    expect(await read('opening', -90_000)).toMatchObject({ balance: 0n, postings: 4 });
    await expect(read('gateway_float', -100_001)).rejects.toMatchObject({
      code: 'as_of_before_first',
    });
    await expect(
      asOf(world.database.pool, { kind: 'suspense', currency: 'XAF', at: at(0) }),
    ).rejects.toMatchObject({ code: 'as_of_before_first' });
  });
});

describe('who may ask', () => {
  let now: Date;
  beforeAll(async () => {
    const { rows } = await world.database.pool.query<{ now: Date }>('select db_now() as now');
    now = rows[0]!.now;
  });

  test('a treasurer asks about members of their own, a member about themselves, finance about all', async () => {
    const { app } = world.console;
    const { finance, tresorier, other, awa, fatou } = world.people;
    const ask = (actor: GivenPerson, of: GivenPerson) =>
      app.asOf({ actor, accountId: of.walletId, at: now }).then(
        () => 'told',
        (error) => error.kind,
      );
    expect(await ask(finance, fatou)).toBe('told');
    expect(await ask(tresorier, awa)).toBe('told');
    expect(await ask(tresorier, fatou)).toBe('NotFound');
    expect(await ask(other, awa)).toBe('NotFound');
    expect(await ask(awa, awa)).toBe('told');
    expect(await ask(awa, fatou)).toBe('NotFound');
    await expect(
      app.asOf({ actor: tresorier, kind: 'gateway_float', currency: 'XOF', at: now }),
    ).rejects.toMatchObject({ kind: 'Forbidden' });
    await expect(app.asOf({ actor: finance, accountId: 'no id', at: now })).rejects.toMatchObject({
      kind: 'NotFound',
    });
  });
});
