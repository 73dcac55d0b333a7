import { describe, expect, test } from 'vitest';
import { Values } from '../../src/admin/lists/values.ts';
import { planOf, type Start, type Way } from '../../src/admin/lists/way.ts';

const START: Start = { place: null, including: false, direction: 'desc', span: {}, look: 'far' };
const BOUNDED: readonly Start[] = [
  { ...START, place: ['2026-11-01T00:00:00Z', '019a0ca6-0c00-7000-8000-000000000000'] },
  { ...START, span: { from: new Date('2026-11-01T00:00:00Z') } },
  { ...START, span: { to: new Date('2026-11-01T00:00:00Z') } },
];
const queue: Way = { by: 'beside', lists: [], oneIndex: true };

describe('how a stretch of a list is planned', () => {
  test('a queue is planned once from its beginning, and for its bound where it has one', () => {
    expect(planOf(queue, new Values(), START)).toBe('once');
    for (const bounded of BOUNDED) expect(planOf(queue, new Values(), bounded)).toBe('each');
  });

  test('all rows, and those of owners, are planned once wherever they begin', () => {
    const ways: readonly Way[] = [
      { by: 'rows' },
      { by: 'owners', owners: ['019a0ca6-0c00-7000-8000-000000000000'], ids: [] },
    ];
    for (const way of ways)
      for (const start of [START, ...BOUNDED])
        expect(planOf(way, new Values(), start)).toBe('once');
  });

  test('a part that may have an index is planned for its values', () => {
    expect(planOf({ by: 'rows', where: { source: 'person' } }, new Values(), START)).toBe('each');
  });
});
