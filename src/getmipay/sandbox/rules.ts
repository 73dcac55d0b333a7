import { randomBytes } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { draw, drawHex } from './draw.ts';
import { type Drawn, type Fate, fateOf, latencyOf } from './fate.ts';
import { parseScenario, type Scenario, type ScenarioInput } from './scenario.ts';

/** An order's place in the run, and what will become of it. */
export interface Destiny {
  readonly ordinal: number;
  readonly fate: Fate;
  /** 16 hexadecimal digits for its references. */
  readonly token: string;
}

/** The scenario in force, and how far its draws have come. */
export class Rules {
  private readonly clock: Clock;
  private inForce: Scenario;
  private seed: string;
  private setAt: number;
  private orders: number;
  private questions = 0;
  private readonly listeners: (() => void)[] = [];

  /** `orders`: how many were counted before, where the books were kept. */
  constructor(clock: Clock, scenario: ScenarioInput | undefined, orders: number) {
    this.clock = clock;
    this.orders = orders;
    this.inForce = parseScenario(scenario);
    this.seed = this.inForce.seed ?? randomBytes(16).toString('hex');
    this.setAt = clock.now().getTime();
  }

  get scenario(): Scenario {
    return this.inForce;
  }

  /** When the scenario was set. */
  get since(): number {
    return this.setAt;
  }

  /** Orders from now on; what was ordered before keeps its fate. */
  set(scenario: ScenarioInput): void {
    this.inForce = parseScenario(scenario);
    this.seed = this.inForce.seed ?? randomBytes(16).toString('hex');
    this.setAt = this.clock.now().getTime();
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Counts one order and draws its fate. */
  next(order: Drawn): Destiny {
    this.orders += 1;
    const ordinal = this.orders;
    return {
      ordinal,
      fate: fateOf(this.inForce, this.seed, ordinal, order),
      token:
        this.inForce.seed === null
          ? randomBytes(8).toString('hex')
          : drawHex(this.seed, 16, ordinal, order.kind, 'reference'),
    };
  }

  /** Counts one question (token, check, balance, services), and draws what becomes of its answer. */
  nextQuestion(): { readonly latencyMs: number; readonly lost: boolean } {
    this.questions += 1;
    const ordinal = this.questions;
    const dice = (name: string) => draw(this.seed, ordinal, 'question', name);
    return {
      latencyMs: latencyOf(this.inForce.latency, dice),
      lost: dice('lost') < this.inForce.questionLost,
    };
  }
}
