const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The dashboard's ages: [younger than, but not younger than], in milliseconds. */
export const AGES: Readonly<Record<string, readonly [number | null, number]>> = {
  '<15m': [15 * MINUTE, 0],
  '<1h': [HOUR, 15 * MINUTE],
  '<24h': [DAY, HOUR],
  '<3d': [3 * DAY, DAY],
  older: [null, 3 * DAY],
};

/** `calm`: nothing in it can be late. `late`: may be, or is. `old`: late, and for more than a day. */
export type AgeTone = 'calm' | 'late' | 'old';

/** How alarming orders of one age are, where an order sent `staleAfterMs` ago counts as late. */
export function toneOf(age: string, staleAfterMs: number): AgeTone {
  const [youngerThan, atLeast] = AGES[age] ?? [null, 0];
  if (youngerThan !== null && youngerThan <= staleAfterMs) return 'calm';
  return atLeast >= Math.max(DAY, staleAfterMs) ? 'old' : 'late';
}
