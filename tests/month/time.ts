import type { Clock } from '../../src/kernel/clock.ts';

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

export interface Passing {
  /** Before anything happens at a new instant. */
  moved(now: Date): Promise<void>;
  /** After an alarm rang: resolves when what it began has come to rest. */
  quiet(): Promise<void>;
}

/** Time that passes only when a test says so: one clock for the sandbox, the console and its database. */
export class SimulatedTime implements Clock {
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

  /** Lets time pass up to an instant: each alarm rings at its own, one after the other. */
  async advanceTo(instant: number, passing: Passing): Promise<void> {
    for (let next = this.due(instant); next; next = this.due(instant)) {
      const alarm = next;
      this.alarms = this.alarms.filter((other) => other !== alarm);
      await this.moveTo(alarm.at, passing);
      alarm.act();
      await passing.quiet();
    }
    await this.moveTo(instant, passing);
  }

  private async moveTo(instant: number, passing: Passing): Promise<void> {
    if (instant <= this.at) return;
    this.at = instant;
    await passing.moved(this.now());
  }

  private due(instant: number): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.alarms) {
      if (alarm.at > instant) continue;
      if (!first || alarm.at < first.at || (alarm.at === first.at && alarm.order < first.order)) {
        first = alarm;
      }
    }
    return first;
  }
}
