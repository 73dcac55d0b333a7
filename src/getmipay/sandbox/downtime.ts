import type { NextFunction, Request, Response } from 'express';
import type { Clock } from '../../kernel/clock.ts';
import { reset } from './order-answer.ts';
import { Refusal } from './refusal.ts';
import type { Rules } from './rules.ts';
import type { Timers } from './timers.ts';

export interface Gate {
  open(): Promise<void>;
  shut(): Promise<void>;
}

/** When nobody is at home. `gate` is the listening socket: where it is shut, a call is refused. */
export class Downtime {
  private readonly clock: Clock;
  private readonly timers: Timers;
  private readonly rules: Rules;
  private readonly gate: Gate;
  private waiting: (() => void)[] = [];
  /** One move after the other: it may be told to open while it still shuts. */
  private moves: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(parts: { clock: Clock; timers: Timers; rules: Rules; gate: Gate }) {
    this.clock = parts.clock;
    this.timers = parts.timers;
    this.rules = parts.rules;
    this.gate = parts.gate;
    this.rules.onChange(() => this.plan());
  }

  /** Plans the windows of the scenario in force; those of an earlier one are forgotten. */
  plan(): void {
    for (const cancel of this.waiting.splice(0)) cancel();
    this.move(0);
    for (const { how, afterMs, forMs } of this.rules.scenario.downtime) {
      if (how !== 'refused') continue;
      for (const at of [afterMs, afterMs + forMs]) {
        this.waiting.push(this.timers.after(at, () => this.move(at)));
      }
    }
  }

  /** Before the API of both dialects. */
  readonly middleware = (request: Request, _response: Response, next: NextFunction): void => {
    if (this.isInside('reset')) reset(request);
    else if (this.isInside('503')) {
      throw new Refusal(503, 'maintenance', 'Service en maintenance : réessayez plus tard.');
    } else next();
  };

  async close(): Promise<void> {
    this.closed = true;
    for (const cancel of this.waiting.splice(0)) cancel();
    await this.moves;
  }

  private isInside(how: string, atLeastMs = 0): boolean {
    const elapsed = Math.max(atLeastMs, this.clock.now().getTime() - this.rules.since);
    return this.rules.scenario.downtime.some(
      (window) =>
        window.how === how && elapsed >= window.afterMs && elapsed < window.afterMs + window.forMs,
    );
  }

  /** A timer may run a millisecond before the clock says so. */
  private move(atLeastMs: number): void {
    this.moves = this.moves.then(async () => {
      if (this.closed) return;
      await (this.isInside('refused', atLeastMs) ? this.gate.shut() : this.gate.open());
    });
  }
}
