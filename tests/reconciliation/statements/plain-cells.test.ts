import { expect, test } from 'vitest';
import { isoInstant } from '../../../src/reconciliation/statements/instants.ts';
import { Marks } from '../../../src/reconciliation/statements/marks.ts';

const [DAY, UNEVEN] = [86_400_000, 3_661_007];
const [FIRST, END] = [Date.UTC(2000, 0, 1), Date.UTC(2101, 0, 1)];

test('every day from 2000 to 2100 is read as the calendar has it', () => {
  const wrong: string[] = [];
  for (let at = FIRST, n = 0; at < END; at += DAY, n += 1) {
    const instant = at + ((n * UNEVEN) % DAY);
    const text = new Date(instant).toISOString();
    const otherwise = `${text.slice(0, -1)}+00:00`;
    const read = [isoInstant(text, 0), isoInstant(otherwise, 60)];
    if (read.some((one) => one.getTime() !== instant)) wrong.push(text);
  }
  expect(wrong).toEqual([]);
});

test.each([
  '2025-02-29T00:00:00.000Z',
  '2100-02-29T00:00:00.000Z',
  '2025-00-10T00:00:00.000Z',
  '2025-13-10T00:00:00.000Z',
  '1999-12-31T23:59:59.999Z',
  '2101-01-01T00:00:00.000Z',
  '2025-01-01T24:00:00.000Z',
  '2025-01-01T00:00:60.000Z',
  '2025-01-01T00:00:00.000z',
  '2025-01-01T00:00:0٠.000Z',
])('%s is no instant', (text) => {
  expect(() => isoInstant(text, 0)).toThrow();
});

test('marks are a set: of numbers in a row, that end alike, and that come again', () => {
  for (const step of [1, 2 ** 10, 65_537]) {
    const [marks, told, wrong] = [new Marks(), new Set<number>(), [] as number[]];
    for (let n = 0; n < 30_000; n += 1) {
      const mark = (((n * 7) % 20_000) * step) % 2 ** 31;
      const known = told.has(mark);
      if (marks.has(mark) !== known || marks.add(mark) === known) wrong.push(mark);
      told.add(mark);
    }
    expect(wrong).toEqual([]);
    expect(marks.has(2 ** 31 - 1)).toBe(false);
  }
});
