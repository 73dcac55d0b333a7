import { expect, test } from 'vitest';
import { AGES, toneOf } from '../../src/admin/ages.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const tones = (staleAfterMs: number) =>
  Object.keys(AGES).map((age) => `${age} ${toneOf(age, staleAfterMs)}`);

test('what may be late is never calm, and what is late for a day is old', () => {
  expect(tones(30 * MINUTE)).toEqual([
    '<15m calm',
    '<1h late',
    '<24h late',
    '<3d old',
    'older old',
  ]);
});

test('a longer patience calms the younger ages only', () => {
  expect(tones(60 * MINUTE)[1]).toBe('<1h calm');
  expect(tones(2 * DAY)).toEqual(['<15m calm', '<1h calm', '<24h calm', '<3d late', 'older old']);
  expect(tones(MINUTE)[0]).toBe('<15m late');
});
