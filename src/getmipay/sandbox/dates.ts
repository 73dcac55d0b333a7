import type { Clock } from '../../kernel/clock.ts';

/** The dates of what happens in the books: now, or the past instant that the door was told while a history is made. */
export class Dates implements Clock {
  private readonly clock: Clock;
  private past: Date | null = null;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  now(): Date {
    return this.past ?? this.clock.now();
  }

  /** From now on; null: what happens now has today's date again. Answers false for an instant that has not come yet. */
  set(at: Date | null): boolean {
    if (at && at > this.clock.now()) return false;
    this.past = at;
    return true;
  }
}
