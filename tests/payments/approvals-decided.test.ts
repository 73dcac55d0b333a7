import { describe, expect, test } from 'vitest';
import { useApprovals } from '../support/approvals.ts';
import { type GivenPerson, givenPerson, givenTontine } from '../support/given.ts';

const on = useApprovals();
const { db, givenMember, payOut, decide, stateOf, heldBy } = on;

describe('the second person', () => {
  const waiting = async (phone?: string) => {
    const member = await givenMember();
    const id = await payOut(member, 200_000, phone ? { phone } : {});
    return { member, id };
  };
  const refusal = (code: string) => expect.objectContaining({ message: code });

  test('is never the maker, the member who is paid, or whoever’s phone is paid', async () => {
    const { member, id } = await waiting();
    await expect(decide(id, on.people.tresorier as GivenPerson)).rejects.toEqual(
      refusal('checker_is_maker'),
    );
    await expect(decide(id, member)).rejects.toEqual(refusal('checker_is_payee'));
    const toTheTreasurer = await waiting(on.tresoriere.phone ?? '');
    await expect(decide(toTheTreasurer.id, on.tresoriere)).rejects.toEqual(
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
    await givenTontine(db.owner, 'Une autre', stranger, [on.people.awa]);
    await expect(decide(id, stranger)).rejects.toEqual(refusal('not_your_tontine'));
    await expect(decide(id, on.people.admin as GivenPerson)).rejects.toEqual(
      refusal('role_approves_nothing'),
    );
    await expect(decide(id, on.people.moussa)).rejects.toEqual(refusal('role_approves_nothing'));
    await decide(id, on.tresoriere);
    expect(await stateOf(id)).toEqual(['PENDING', 'above_limit']);
  });

  test('decides once, however many decide at the same moment', async () => {
    const { member, id } = await waiting();
    const decisions = await Promise.allSettled([
      ...Array.from({ length: 6 }, () =>
        decide(id, on.people.finance as GivenPerson, 'reject', 'x'),
      ),
      ...Array.from({ length: 6 }, () => decide(id, on.tresoriere, 'reject', 'x')),
    ]);
    expect(decisions.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stateOf(id)).toEqual(['REJECTED', 'above_limit']);
    expect(await heldBy(member)).toBe(1_000_000);
  });

  test('may be late: an expired payout is not approved, and its hold goes back', async () => {
    const member = await givenMember();
    const id = await payOut(member, 200_000, { at: '2026-01-01T00:00:00Z', ttl: '1 hour' });
    await expect(decide(id, on.people.finance as GivenPerson)).rejects.toEqual(
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
    await expect(decide(id, on.people.finance as GivenPerson, 'cancel')).rejects.toEqual(
      refusal('only_maker_cancels'),
    );
    await decide(id, on.people.tresorier as GivenPerson, 'cancel');
    expect(await stateOf(id)).toEqual(['CANCELLED', 'above_limit']);
    expect(await heldBy(member)).toBe(1_000_000);
    await expect(decide(id, on.people.finance as GivenPerson)).rejects.toEqual(
      refusal('not_awaiting'),
    );
  });

  test('what waits is not swept as never sent, and is once it was approved and not sent', async () => {
    const { id } = await waiting();
    await db.owner.query(`select set_config('tontine.clock', '', false)`);
    await db.pool.query(`select recover('0 seconds', '0 seconds')`);
    expect((await stateOf(id))[0]).toBe('AWAITING_APPROVAL');
    await decide(id, on.people.finance as GivenPerson);
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
    const id = await payOut(member, 200_000, { phone: on.tresoriere.phone ?? '' });
    const asOwner = (sql: string, ...values: unknown[]) => db.owner.query(sql, [id, ...values]);
    await expect(
      asOwner(
        `update transaction set status = 'PENDING', pending_at = now(), checked_by = $2 where id = $1`,
        on.tresoriere.id,
      ),
    ).rejects.toMatchObject({ code: 'TP900' });
    await expect(
      asOwner(
        `update transaction set approval_reasons = '{}', approval_expires_at = null where id = $1`,
      ),
    ).rejects.toMatchObject({ code: 'TP900' });
    await decide(id, on.people.finance as GivenPerson);
    await expect(
      asOwner('update transaction set checked_by = $2 where id = $1', on.people.admin.id),
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
