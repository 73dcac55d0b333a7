import type { Clock } from '../../src/kernel/clock.ts';

/** A clock that stands still until a test moves it. */
export interface MovedClock extends Clock {
  move(ms: number): void;
}

export function movedClock(start = Date.UTC(2026, 10, 25, 9)): MovedClock {
  let at = start;
  return {
    now: () => new Date(at),
    move(ms) {
      at += ms;
    },
  };
}
