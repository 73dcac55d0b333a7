import type { Log } from '../kernel/log.ts';
import { type AskDeps, askGateway, FIRST_QUESTION } from './ask-gateway.ts';
import type { ParsedWebhook, StatusQuestion } from './gateway.ts';
import type { Settlement } from './settle.ts';

export type Hint = Extract<ParsedWebhook, { kind: 'hint' }>;

const CHECKS_AT_ONCE = 4;
/** What does not fit is asked by the job, in its turn. */
const MOST_WAITING = 1_000;

/**
 * Webhooks whose authenticity is not established. Each is stored like every other event, moves
 * nothing, and makes us ask the gateway itself: behind the webhook's answer, since a gateway that
 * waits for it may not be able to answer us meanwhile. What is not answered is asked again by the
 * job `query-pending`.
 */
export function createHints(deps: AskDeps & { readonly log: Log }) {
  const waiting = new Map<string, StatusQuestion>();
  const running = new Set<Promise<void>>();

  function next(): void {
    const first = waiting.entries().next();
    if (running.size >= CHECKS_AT_ONCE || first.done) return;
    const [reference, question] = first.value;
    waiting.delete(reference);
    const check = askGateway(deps, question)
      .then(
        () => {},
        (error: unknown) =>
          deps.log.error(
            { err: error, transactionId: question.transactionId },
            'a hint was not followed',
          ),
      )
      .finally(() => {
        running.delete(check);
        next();
      });
    running.add(check);
  }

  return {
    /** Answers once the hint is stored. @throws where it could not be stored */
    async receive({ fact, secondReference }: Hint): Promise<Settlement> {
      const stored = await deps.settle(fact);
      const { reference, kind } = fact;
      if (reference === null || !deps.gateway.can.statusQuery) return stored;
      const transactionId = stored.transactionId ?? fact.ownId;
      if (transactionId !== null) {
        await deps.pool.query('select note_hint($1, $2, $3, $4)', [
          transactionId,
          reference,
          secondReference,
          FIRST_QUESTION,
        ]);
      }
      if (waiting.size < MOST_WAITING) {
        waiting.set(reference, { transactionId, kind, reference, secondReference });
      }
      next();
      return stored;
    },
    /** Resolves when no check is under way. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
