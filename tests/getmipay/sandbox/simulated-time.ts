import type { Timers } from '../../../src/getmipay/sandbox/timers.ts';
import type { Clock } from '../../../src/kernel/clock.ts';

interface Alarm {
  readonly at: number;
  readonly act: () => void;
}

/** Time that passes only when a test says so; the sandbox's HTTP goes on in real time. */
export class SimulatedTime implements Clock, Timers {
  private at: number;
  private alarms: Alarm[] = [];

  constructor(start: string) {
    this.at = Date.parse(start);
  }

  now(): Date {
    return new Date(this.at);
  }

  after(ms: number, act: () => void): () => void {
    const alarm = { at: this.at + Math.max(0, ms), act };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** Each alarm rings at its own instant, and `quiet` is waited for after it: its webhooks arrive. */
  async pass(ms: number, quiet: () => Promise<unknown>): Promise<void> {
    const end = this.at + ms;
    for (let next = this.first(end); next; next = this.first(end)) {
      this.at = Math.max(this.at, next.at);
      const { act } = next;
      this.alarms = this.alarms.filter((other) => other !== next);
      act();
      await quiet();
    }
    this.at = end;
    await quiet();
  }

  private first(end: number): Alarm | undefined {
    return this.alarms.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
