import { beforeAll, describe, expect, test } from 'vitest';
import { listBreaks } from '../../../src/reconciliation/breaks/list.ts';
import { useDatabase } from '../../support/database.ts';
import { givenPeople, type People } from '../../support/given.ts';
import { codeOf } from '../resolutions/given.ts';
import { plant } from './given.ts';

const db = useDatabase();
const ZONE = 'Africa/Abidjan';
let people: People;

beforeAll(async () => {
  people = await givenPeople(db.owner);
  // Many of the same moment and the same value: the id has to tell them apart.
  for (let n = 0; n < 40; n += 1) {
    await plant(db.owner, { age: 10 + (n % 4), value: (n % 3) * 100, method: 'wave' });
  }
});

const close = (ids: readonly string[]) =>
  db.owner.query(
    `update break_item set resolved_at = db_now(), closed_by = 'cleared' where id = any ($1)`,
    [ids],
  );

async function pages(
  sort: 'oldest' | 'newest' | 'value',
  limit: number,
  between: (seen: readonly string[]) => Promise<unknown> = async () => {},
): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const filter = { method: 'wave' };
    const page = await listBreaks(db.pool, ZONE, {
      actor: people.finance,
      filter,
      cursor,
      limit,
      sort,
    });
    seen.push(...page.rows.map(({ id }) => id));
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    if (page.next === null) return seen;
    cursor = page.next;
    await between(seen);
  }
}

describe.each(['oldest', 'newest', 'value'] as const)('by %s', (sort) => {
  test.each([1, 7, 40, 100])(
    'pages of %i show each break once, in the order of the whole',
    async (limit) => {
      const whole = await pages(sort, 100);
      expect(new Set(whole).size).toBe(40);
      expect(await pages(sort, limit)).toEqual(whole);
    },
  );

  test('nothing is left out or shown twice while breaks open and close, also the one at the edge', async () => {
    const stayed = new Set(await pages(sort, 100));
    const added: string[] = [];
    const seen = await pages(sort, 6, async (before) => {
      const edge = before.at(-1)!;
      await close([edge, before[0]!]);
      for (const id of [edge, before[0]!]) stayed.delete(id);
      for (const age of [0, 500])
        added.push(await plant(db.owner, { age, value: 100, method: 'wave' }));
    });
    expect(new Set(seen).size).toBe(seen.length);
    expect([...stayed].filter((id) => !seen.includes(id))).toEqual([]);
    await close(added);
    const { rows } = await db.pool.query<{ count: number }>(
      `select 40 - count(*)::int as count from break_item where method = 'wave' and resolved_at is null`,
    );
    for (let n = 0; n < rows[0]!.count; n += 1) {
      await plant(db.owner, { age: 10 + (n % 4), value: (n % 3) * 100, method: 'wave' });
    }
  });
});

test('a page is never longer than a hundred, whatever is asked for', async () => {
  for (let n = 0; n < 110; n += 1) await plant(db.owner, { method: 'moov_money' });
  const asked = { actor: people.finance, filter: { method: 'moov_money' } };
  const page = await listBreaks(db.pool, ZONE, { ...asked, limit: 10_000 });
  expect([page.rows.length, page.count]).toEqual([100, 110]);
  expect((await listBreaks(db.pool, ZONE, { ...asked, limit: -5 })).rows).toHaveLength(1);
});

test('a cursor that is none is refused', async () => {
  const asked = { actor: people.finance, filter: {}, cursor: `' or true` };
  expect(await codeOf(listBreaks(db.pool, ZONE, asked))).toBe('filter_invalid');
});
