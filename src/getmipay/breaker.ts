import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  handleWhenResult,
  type IBackoff,
} from 'cockatiel';
import type { Clock } from '../kernel/clock.ts';
import type { GatewayHealth } from '../payments/gateway.ts';
import type { Exchange } from './transport.ts';

/** This many exchanges in a row without a readable answer, within this time, and it opens. */
const IN_A_ROW = 10;
const WITHIN_MS = 60_000;
/** Then nothing is sent for this long, and one exchange tries. */
const OPEN_MS = 30_000;

export interface Breaker {
  /** Runs `send`, or answers `never_sent` at once while open. `isAnswer`: the gateway spoke. */
  run(send: () => Promise<Exchange>, isAnswer: (exchange: Exchange) => boolean): Promise<Exchange>;
  health(): GatewayHealth;
}

export const BREAKER_OPEN = 'BREAKER_OPEN';
const NOT_SENT: Exchange = { kind: 'never_sent', code: BREAKER_OPEN };

interface Judged {
  readonly exchange: Exchange;
  readonly answered: boolean;
}

const isSilence = (judged: unknown): boolean => !(judged as Judged).answered;

/** Keeps us from a gateway that does not answer: orders are refused before money is held for them. */
export function createBreaker(clock: Clock): Breaker {
  const now = () => clock.now().getTime();
  const silences: number[] = [];
  let since: number | null = null;
  let openedAt = 0;

  /** A clock that was set back must not keep it open. */
  const isDue = () => now() >= openedAt + OPEN_MS || now() < openedAt;

  const policy: CircuitBreakerPolicy = circuitBreaker(handleWhenResult(isSilence), {
    breaker: {
      state: null,
      success() {
        silences.length = 0;
      },
      failure() {
        // A late silence of before it opened says nothing about the trial that runs now.
        if (policy.state !== CircuitState.Closed) return false;
        silences.push(now());
        while ((silences[0] ?? 0) <= now() - WITHIN_MS) silences.shift();
        return silences.length >= IN_A_ROW;
      },
    },
    // The library counts by the machine's clock; this makes it ask ours.
    halfOpenAfter: { next: () => untilDue },
  });
  const untilDue: IBackoff<unknown> = {
    get duration() {
      return isDue() ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    },
    next: () => untilDue,
  };
  policy.onBreak(() => {
    openedAt = now();
    since ??= openedAt;
  });
  policy.onReset(() => {
    since = null;
    silences.length = 0;
  });

  return {
    async run(send, isAnswer) {
      // Whoever comes while the trial runs is refused, not kept waiting for it.
      if (policy.state === CircuitState.HalfOpen) return NOT_SENT;
      try {
        const { exchange } = await policy.execute(async (): Promise<Judged> => {
          const answer = await send();
          return { exchange: answer, answered: isAnswer(answer) };
        });
        return exchange;
      } catch (error) {
        if (error instanceof BrokenCircuitError) return NOT_SENT;
        throw error;
      }
    },
    health() {
      // Once it is due, the next order is the trial: it has to be let through to be one.
      if (since === null || (policy.state === CircuitState.Open && isDue())) return { up: true };
      return { up: false, since: new Date(since), retryAt: new Date(openedAt + OPEN_MS) };
    },
  };
}
