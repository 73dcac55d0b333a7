import type { Timers } from '../../src/getmipay/sandbox/timers.ts';
import type { Clock } from '../../src/kernel/clock.ts';

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

export interface Passing {
  /** Before anything happens at a new instant. */
  moved?(now: Date): Promise<void>;
  /** After alarms rang: resolves when what it began has come to rest. */
  quiet(): Promise<unknown>;
}

/** Time that passes only when a test says so: one clock for the sandbox, the console and its database. */
export class SimulatedTime implements Clock, Timers {
  private at: number;
  private made = 0;
  private alarms: Alarm[] = [];

  constructor(start: number) {
    this.at = start;
  }

  now(): Date {
    return new Date(this.at);
  }

  after(ms: number, act: () => void): () => void {
    const alarm = { at: this.at + Math.max(0, ms), order: this.made, act };
    this.made += 1;
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** Lets time pass up to an instant: the alarms of each moment ring together. */
  async advanceTo(instant: number, passing: Passing): Promise<void> {
    for (let next = this.first(); next <= instant; next = this.first()) {
      await this.moveTo(next, passing);
      const ringing = this.alarms.filter(({ at }) => at <= this.at);
      this.alarms = this.alarms.filter(({ at }) => at > this.at);
      for (const { act } of ringing.sort((a, b) => a.at - b.at || a.order - b.order)) act();
      await passing.quiet();
    }
    await this.moveTo(instant, passing);
  }

  /** As `advanceTo`, by so many ms; `quiet` is waited for at the end as well. */
  async pass(ms: number, quiet: Passing['quiet']): Promise<void> {
    await this.advanceTo(this.at + ms, { quiet });
    await quiet();
  }

  private async moveTo(instant: number, passing: Passing): Promise<void> {
    if (instant <= this.at) return;
    this.at = instant;
    await passing.moved?.(this.now());
  }

  private first(): number {
    return this.alarms.reduce((soonest, { at }) => Math.min(soonest, at), Number.POSITIVE_INFINITY);
  }
}
