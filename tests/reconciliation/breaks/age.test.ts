import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { raiseDueNotices } from '../../../src/notices/raise.ts';
import { breakFigures } from '../../../src/reconciliation/breaks/figures.ts';
import { listBreaks } from '../../../src/reconciliation/breaks/list.ts';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { plant } from './given.ts';

const db = useDatabase();
const ZONE = 'Africa/Abidjan';
const DAY = 24 * 60;
let people: People;
let late: string;
let fresh: string;
let ahead: string;
let unseen: string;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  // Seen a minute ago, of something that happened five days ago; and the other way round.
  late = await plant(db.owner, { age: 1, occurred: 5 * DAY, reference: 'late' });
  fresh = await plant(db.owner, { age: 4 * DAY, occurred: 5, reference: 'fresh' });
  ahead = await plant(db.owner, { age: 20, occurred: -30, reference: 'ahead' });
  unseen = await plant(db.owner, { age: 2 * DAY, reference: 'unseen' });
});

const shown = async (filter: object, sort?: 'oldest' | 'newest') =>
  (await listBreaks(db.pool, ZONE, { actor: people.finance, filter, sort })).rows.map(
    ({ id }) => id,
  );

describe('a break is as old as what happened', () => {
  test('in the order of the queue, both ways and page by page', async () => {
    expect(await shown({})).toEqual([late, unseen, fresh, ahead]);
    expect(await shown({}, 'newest')).toEqual([ahead, fresh, unseen, late]);
    const asked = { actor: people.finance, filter: {}, limit: 1, cursor: unseen };
    expect((await listBreaks(db.pool, ZONE, asked)).rows.map(({ id }) => id)).toEqual([fresh]);
  });

  test('in the filter, in each row, and in the figures alike', async () => {
    expect(await shown({ age: 'older' })).toEqual([late]);
    expect(await shown({ age: '<3d' })).toEqual([unseen]);
    // A statement's clock may be ahead of ours.
    expect(await shown({ age: '<15m' })).toEqual([fresh, ahead]);
    const { rows } = await listBreaks(db.pool, ZONE, { actor: people.finance, filter: {} });
    expect(rows.map(({ ageBucket }) => ageBucket)).toEqual(['older', '<3d', '<15m', '<15m']);
    expect(rows[1]?.since).toEqual(rows[1]?.openedAt);
    const { byAge } = await breakFigures(db.pool, ZONE, { actor: people.finance, filter: {} });
    const counted = Object.fromEntries(byAge.map(({ ageBucket, count }) => [ageBucket, count]));
    expect(counted).toEqual({ older: 1, '<3d': 1, '<15m': 2 });
  });

  test('in what is told to people', async () => {
    await raiseDueNotices(db.owner, { breakAbove: 10n ** 12n, breakAgeMs: 3 * DAY * 60_000 });
    const { rows } = await db.owner.query<{ id: string }>(
      `select subject_id as id from notice where kind = 'break_above'`,
    );
    expect(rows.map(({ id }) => id)).toEqual([late]);
  });
});

test('the queue is read by its index, not sorted anew', async () => {
  const plans: string[] = [];
  const client = await db.pool.connect();
  try {
    await client.query('set enable_seqscan = off');
    const explaining = {
      query: async (sql: string, values: unknown[]) => {
        const { rows } = await client.query<Record<string, string>>(`explain ${sql}`, values);
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        return { rows: [] };
      },
    };
    const asked = { actor: people.finance, filter: {}, cursor: unseen };
    await listBreaks(explaining as unknown as pg.Pool, ZONE, asked).catch(() => undefined);
  } finally {
    await client.query('reset enable_seqscan');
    client.release();
  }
  const [page = ''] = plans;
  expect(page).toMatch(/Index Scan using break_item_since[\s\S]*Index Cond: .*COALESCE/);
  expect(page).not.toMatch(/^\s*(->\s*)?Sort/m);
});

describe('what a break is called', () => {
  test('a deposit that nobody paid is no unknown outcome, in rows, figures and filter', async () => {
    const unpaid = { kind: 'outcome_unknown', reason: 'payer_has_not_confirmed' } as const;
    const never = await plant(db.owner, { ...unpaid, flow: 'deposit', value: 7 });
    const payout = await plant(db.owner, { ...unpaid, flow: 'payout', value: 8 });
    const lost = await plant(db.owner, {
      kind: 'outcome_unknown',
      reason: 'outcome_unknown',
      flow: 'deposit',
      value: 9,
    });
    expect(await shown({ kind: ['deposit_unpaid'] })).toEqual([never]);
    expect(await shown({ kind: ['outcome_unknown'] })).toEqual([payout, lost]);
    const { rows } = await listBreaks(db.pool, ZONE, {
      actor: people.finance,
      filter: { ids: [never] },
    });
    expect(rows[0]).toMatchObject({ kind: 'outcome_unknown', name: 'deposit_unpaid' });
    const { byKind } = await breakFigures(db.pool, ZONE, { actor: people.finance, filter: {} });
    expect(byKind.filter(({ kind }) => /unknown|unpaid/.test(kind))).toEqual([
      { kind: 'outcome_unknown', count: 2, value: '17' },
      { kind: 'deposit_unpaid', count: 1, value: '7' },
    ]);
  });
});
