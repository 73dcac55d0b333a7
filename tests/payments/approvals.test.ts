import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../support/database.ts';
import {
  type GivenPerson,
  givenPeople,
  givenPerson,
  givenTontine,
  type People,
} from '../support/given.ts';
import { unique } from '../support/payments.ts';

const db = useDatabase();
let people: People;
/** A second treasurer of the same tontine. */
let tresoriere: GivenPerson;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  tresoriere = await givenPerson(db.owner, {
    username: 'tresoriere',
    role: 'TREASURER',
    phone: '+22676000009',
  });
  await db.owner.query(
    `insert into membership (tontine_id, user_id, kind) values ($1, $2, 'TREASURER')`,
    [people.tontineId, tresoriere.id],
  );
});

let made = 0;
async function givenMember(over: { balance?: number; phone?: string } = {}): Promise<GivenPerson> {
  made += 1;
  const member = await givenPerson(db.owner, {
    username: `membre${made}`,
    role: 'MEMBER',
    phone: over.phone ?? `+2267055${String(made).padStart(4, '0')}`,
    balance: over.balance ?? 1_000_000,
  });
  await db.owner.query(
    `insert into membership (tontine_id, user_id, kind) values ($1, $2, 'MEMBER')`,
    [people.tontineId, member.id],
  );
  return member;
}

interface Asked {
  readonly by?: GivenPerson;
  readonly phone?: string;
  readonly above?: number;
  readonly ttl?: string;
  readonly at?: string;
}

const actor = (person: GivenPerson) => JSON.stringify({ id: person.id, name: person.username });

/** One statement at an instant of the database's clock, which only the owner may set. */
async function at<R extends object>(instant: string, sql: string, values: unknown[]): Promise<R[]> {
  const client = await db.owner.connect();
  try {
    await client.query(`select set_config('tontine.clock', $1, false)`, [instant]);
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.query(`select set_config('tontine.clock', '', false)`);
    client.release();
  }
}

async function payOut(member: GivenPerson, amount: number, asked: Asked = {}) {
  const by = asked.by ?? (people.tresorier as GivenPerson);
  const sql = `select * from request_payment('WITHDRAWAL', $1, $2, $3, 'wave', 'initiate', null, $4, $5, 'f', 1e12, 1e12,
    'Africa/Abidjan', $6, $7, $8)`;
  const values = [
    member.walletId,
    amount,
    asked.phone ?? member.phone,
    people.tontineId,
    unique('key'),
    asked.above ?? 100_000,
    asked.ttl ?? '24 hours',
    actor(by),
  ];
  const rows = asked.at
    ? await at<{ transaction_id: string }>(asked.at, sql, values)
    : (await db.pool.query<{ transaction_id: string }>(sql, values)).rows;
  return rows[0]!.transaction_id;
}

const decide = (id: string, by: GivenPerson, decision = 'approve', reason: string | null = null) =>
  db.pool.query('select decide_payout($1, $2, $3, $4)', [id, decision, reason, actor(by)]);

async function stateOf(id: string) {
  const { rows } = await db.pool.query<{ status: string; approval_reasons: string[] }>(
    'select status, approval_reasons from transaction where id = $1',
    [id],
  );
  return [rows[0]!.status, ...rows[0]!.approval_reasons];
}

const heldBy = async (member: GivenPerson) =>
  Number(
    (await db.pool.query('select balance from wallet where id = $1', [member.walletId])).rows[0]
      .balance,
  );

describe('a payout that a treasurer starts', () => {
  test('goes on at the limit, and waits one franc above it, with the money held', async () => {
    const member = await givenMember();
    expect(await stateOf(await payOut(member, 100_000))).toEqual(['PENDING']);
    const other = await givenMember();
    expect(await stateOf(await payOut(other, 100_001))).toEqual([
      'AWAITING_APPROVAL',
      'above_limit',
    ]);
    expect(await heldBy(other)).toBe(899_999);
  });

  test('waits when the day’s payouts together exceed the limit', async () => {
    const member = await givenMember();
    expect(await stateOf(await payOut(member, 60_000))).toEqual(['PENDING']);
    expect(await stateOf(await payOut(member, 40_001))).toEqual([
      'AWAITING_APPROVAL',
      'above_limit',
    ]);
    // What waits counts as well.
    expect(await stateOf(await payOut(member, 1))).toEqual(['AWAITING_APPROVAL', 'above_limit']);
  });

  test('does not count what was returned, nor what is older than 24 hours', async () => {
    const member = await givenMember();
    const waiting = await payOut(member, 150_000);
    await decide(waiting, people.finance as GivenPerson, 'reject', 'no');
    const failed = await payOut(member, 90_000);
    await db.pool.query('select mark_sending($1)', [failed]);
    await db.pool.query(`select record_answer($1, 'refused', null, null, null, 'other', 'no')`, [
      failed,
    ]);
    expect(await stateOf(failed)).toEqual(['FAILED']);
    expect(await stateOf(await payOut(member, 100_000))).toEqual(['PENDING']);

    const old = await givenMember();
    await payOut(old, 100_000, { at: '2090-01-01T10:00:00Z' });
    const [within, after] = ['2090-01-02T09:59:59Z', '2090-01-02T10:00:01Z'];
    expect((await stateOf(await payOut(old, 1, { at: within })))[0]).toBe('AWAITING_APPROVAL');
    const next = await givenMember();
    await payOut(next, 100_000, { at: '2090-01-01T10:00:00Z' });
    expect(await stateOf(await payOut(next, 100_000, { at: after }))).toEqual(['PENDING']);
  });

  test('waits for another phone, and for one that was changed less than seven days ago', async () => {
    const member = await givenMember();
    expect(await stateOf(await payOut(member, 1, { phone: '+22670999999' }))).toEqual([
      'AWAITING_APPROVAL',
      'foreign_phone',
    ]);
    const changed = '2090-03-01T00:00:00Z';
    await at(changed, `update app_user set phone = '+22670990001' where id = $1`, [member.id]);
    const moved = { phone: '+22670990001' };
    expect(
      await stateOf(await payOut(member, 1, { ...moved, at: '2090-03-07T23:59:59Z' })),
    ).toEqual(['AWAITING_APPROVAL', 'phone_changed']);
    expect(
      await stateOf(await payOut(member, 1, { ...moved, at: '2090-03-08T00:00:01Z' })),
    ).toEqual(['PENDING']);
  });

  test('does not wait for a first phone, but does for one that came after a removal', async () => {
    const member = await givenMember();
    const bare = await givenPerson(db.owner, { username: 'sans', role: 'MEMBER', balance: 5_000 });
    await db.owner.query(`update app_user set phone = '+22670990002' where id = $1`, [bare.id]);
    expect(await stateOf(await payOut({ ...bare, phone: '+22670990002' }, 1))).toEqual(['PENDING']);

    await db.owner.query('update app_user set phone = null where id = $1', [member.id]);
    await db.owner.query(`update app_user set phone = '+22670990003' where id = $1`, [member.id]);
    expect(await stateOf(await payOut({ ...member, phone: '+22670990003' }, 1))).toEqual([
      'AWAITING_APPROVAL',
      'phone_changed',
    ]);
  });

  test('cannot be let through by writing the date of a change', async () => {
    const member = await givenMember();
    await db.owner.query(`update app_user set phone = '+22670990004' where id = $1`, [member.id]);
    await db.pool.query('update app_user set phone_changed_at = null where id = $1', [member.id]);
    expect((await stateOf(await payOut({ ...member, phone: '+22670990004' }, 1)))[0]).toBe(
      'AWAITING_APPROVAL',
    );
  });

  test('a member’s own payout never waits, and does not count', async () => {
    const member = await givenMember();
    const own = await payOut(member, 500_000, { by: member, phone: '+22670888888' });
    expect(await stateOf(own)).toEqual(['PENDING']);
    expect(await stateOf(await payOut(member, 100_000))).toEqual(['PENDING']);
  });

  test('of forty at once, exactly as many go on as the limit allows', async () => {
    const member = await givenMember();
    const ids = await Promise.all(
      Array.from({ length: 40 }, () => payOut(member, 1_000, { above: 10_000 })),
    );
    const states = await Promise.all(ids.map(stateOf));
    expect(states.filter(([status]) => status === 'PENDING')).toHaveLength(10);
    expect(states.filter(([status]) => status === 'AWAITING_APPROVAL')).toHaveLength(30);
    expect(await heldBy(member)).toBe(960_000);
  });
});

describe('the second person', () => {
  const waiting = async (phone?: string) => {
    const member = await givenMember();
    const id = await payOut(member, 200_000, phone ? { phone } : {});
    return { member, id };
  };
  const refusal = (code: string) => expect.objectContaining({ message: code });

  test('is never the maker, the member who is paid, or whoever’s phone is paid', async () => {
    const { member, id } = await waiting();
    await expect(decide(id, people.tresorier as GivenPerson)).rejects.toEqual(
      refusal('checker_is_maker'),
    );
    await expect(decide(id, member)).rejects.toEqual(refusal('checker_is_payee'));
    const toTheTreasurer = await waiting(tresoriere.phone ?? '');
    await expect(decide(toTheTreasurer.id, tresoriere)).rejects.toEqual(
      refusal('checker_is_payee'),
    );
    expect(await stateOf(id)).toEqual(['AWAITING_APPROVAL', 'above_limit']);
  });

  test('is finance or another treasurer of that tontine, and nobody else', async () => {
    const { id } = await waiting();
    const stranger = await givenPerson(db.owner, {
      username: 'autre',
      role: 'TREASURER',
      phone: '+22676000077',
    });
    await givenTontine(db.owner, 'Une autre', stranger, [people.awa]);
    await expect(decide(id, stranger)).rejects.toEqual(refusal('not_your_tontine'));
    await expect(decide(id, people.admin as GivenPerson)).rejects.toEqual(
      refusal('role_approves_nothing'),
    );
    await expect(decide(id, people.moussa)).rejects.toEqual(refusal('role_approves_nothing'));
    await decide(id, tresoriere);
    expect(await stateOf(id)).toEqual(['PENDING', 'above_limit']);
  });

  test('decides once, however many decide at the same moment', async () => {
    const { member, id } = await waiting();
    const decisions = await Promise.allSettled([
      ...Array.from({ length: 6 }, () => decide(id, people.finance as GivenPerson, 'reject', 'x')),
      ...Array.from({ length: 6 }, () => decide(id, tresoriere, 'reject', 'x')),
    ]);
    expect(decisions.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stateOf(id)).toEqual(['REJECTED', 'above_limit']);
    expect(await heldBy(member)).toBe(1_000_000);
  });

  test('may be late: an expired payout is not approved, and its hold goes back', async () => {
    const member = await givenMember();
    const id = await payOut(member, 200_000, { at: '2026-01-01T00:00:00Z', ttl: '1 hour' });
    await expect(decide(id, people.finance as GivenPerson)).rejects.toEqual(
      refusal('approval_expired'),
    );
    await db.pool.query('select expire_approvals()');
    expect(await stateOf(id)).toEqual(['EXPIRED', 'above_limit']);
    expect(await heldBy(member)).toBe(1_000_000);
    const { rows } = await db.pool.query('select 1 from queue_entry where transaction_id = $1', [
      id,
    ]);
    expect(rows).toEqual([]);
  });

  test('the maker, and nobody else, takes it back', async () => {
    const { member, id } = await waiting();
    await expect(decide(id, people.finance as GivenPerson, 'cancel')).rejects.toEqual(
      refusal('only_maker_cancels'),
    );
    await decide(id, people.tresorier as GivenPerson, 'cancel');
    expect(await stateOf(id)).toEqual(['CANCELLED', 'above_limit']);
    expect(await heldBy(member)).toBe(1_000_000);
    await expect(decide(id, people.finance as GivenPerson)).rejects.toEqual(
      refusal('not_awaiting'),
    );
  });

  test('what waits is not swept as never sent, and is once it was approved and not sent', async () => {
    const { id } = await waiting();
    await db.owner.query(`select set_config('tontine.clock', '', false)`);
    await db.pool.query(`select recover('0 seconds', '0 seconds')`);
    expect((await stateOf(id))[0]).toBe('AWAITING_APPROVAL');
    await decide(id, people.finance as GivenPerson);
    await db.pool.query(`select recover('0 seconds', '0 seconds')`);
    expect((await stateOf(id))[0]).toBe('FAILED');
  });
});

describe('the database itself', () => {
  test.each([
    ['a maker as checker', (id: string) => [`checked_by = initiated_by`, id]],
    ['the member as checker', (id: string) => [`checked_by = user_id`, id]],
    ['no checker at all', (id: string) => [`decision_reason = 'x'`, id]],
  ])('lets nothing that waited go on with %s', async (_what, change) => {
    const member = await givenMember();
    const [set, id] = change(await payOut(member, 200_000, { phone: '+22670777777' }));
    await expect(
      db.owner.query(
        `update transaction set status = 'PENDING', pending_at = now(), ${set} where id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23514' });
  });

  test('refuses whoever’s phone is paid as checker, and any change of why it waits', async () => {
    const member = await givenMember();
    const id = await payOut(member, 200_000, { phone: tresoriere.phone ?? '' });
    const asOwner = (sql: string, ...values: unknown[]) => db.owner.query(sql, [id, ...values]);
    await expect(
      asOwner(
        `update transaction set status = 'PENDING', pending_at = now(), checked_by = $2 where id = $1`,
        tresoriere.id,
      ),
    ).rejects.toMatchObject({ code: 'TP900' });
    await expect(
      asOwner(
        `update transaction set approval_reasons = '{}', approval_expires_at = null where id = $1`,
      ),
    ).rejects.toMatchObject({ code: 'TP900' });
    await decide(id, people.finance as GivenPerson);
    await expect(
      asOwner('update transaction set checked_by = $2 where id = $1', people.admin.id),
    ).rejects.toMatchObject({ code: 'TP900' });
  });

  test('keeps the runtime role from writing any of it itself', async () => {
    const id = await payOut(await givenMember(), 200_000);
    await expect(
      db.pool.query(`update transaction set status = 'PENDING' where id = $1`, [id]),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      db.pool.query(
        `select end_awaiting(t, 'CANCELLED', null, null) from transaction t where id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
