import { handleWhenResult, IterableBackoff, retry } from 'cockatiel';
import type { GatewayHealth } from '../payments/gateway.ts';
import { BREAKER_OPEN, createBreaker } from './breaker.ts';
import type { GatewaySettings } from './settings.ts';
import { type Call, createTransport, type Exchange } from './transport.ts';

type IsAnswer = (exchange: Exchange) => boolean;

/** Everything that we say to the gateway goes through here. */
export interface Line {
  /** Once, whatever comes back: for orders. */
  send(call: Call, isAnswer: IsAnswer): Promise<Exchange>;
  /** At most three times within the call's deadline: only for what changes nothing over there. */
  ask(call: Call, isAnswer: IsAnswer): Promise<Exchange>;
  health(): GatewayHealth;
}

const PAUSES_MS = [150, 450];
/** With less than this left, another try could not end in time. */
const WORTH_A_TRY_MS = 500;

export function createLine({ connectTimeoutMs, clock }: GatewaySettings): Line {
  const transport = createTransport(connectTimeoutMs);
  const breaker = createBreaker(clock);

  async function send(call: Call, isAnswer: IsAnswer): Promise<Exchange> {
    // Our own lack of time says nothing about the gateway.
    if (call.deadline.leftMs() < 1) return { kind: 'never_sent', code: 'TIMEOUT' };
    return breaker.run(() => transport.send(call), isAnswer);
  }

  return {
    send,
    ask(call, isAnswer) {
      const again = (result: unknown): boolean => {
        const exchange = result as Exchange;
        const isOpen = exchange.kind === 'never_sent' && exchange.code === BREAKER_OPEN;
        return !isOpen && !isAnswer(exchange) && call.deadline.leftMs() > WORTH_A_TRY_MS;
      };
      const policy = retry(handleWhenResult(again), {
        maxAttempts: PAUSES_MS.length,
        backoff: new IterableBackoff(PAUSES_MS),
      });
      return policy.execute(() => send(call, isAnswer));
    },
    health: breaker.health,
  };
}
