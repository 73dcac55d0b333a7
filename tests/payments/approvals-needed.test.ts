import { describe, expect, test } from 'vitest';
import { useApprovals } from '../support/approvals.ts';
import type { GivenPerson } from '../support/given.ts';
import { givenPerson } from '../support/given.ts';

const on = useApprovals();
const { db, at, givenMember, payOut, decide, stateOf, heldBy } = on;

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
    await decide(waiting, on.people.finance as GivenPerson, 'reject', 'no');
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
