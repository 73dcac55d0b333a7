import type { Log } from '../kernel/log.ts';
import { type AskDeps, askGateway, FIRST_QUESTION, LONGEST_WAIT } from './ask-gateway.ts';
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
    const check = follow(question)
      .catch((error: unknown) =>
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

  /** The hint's numbers serve only where the transaction has none that the gateway itself gave. */
  async function follow(question: StatusQuestion): Promise<void> {
    const { transactionId } = question;
    if (transactionId === null) {
      await askGateway(deps, question);
      return;
    }
    const { rows } = await deps.pool.query<StatusQuestion & { confirmed: boolean }>(
      `select kind, reference, second_reference as "secondReference", confirmed from claim_status_query($1, $2, $3)`,
      [transactionId, FIRST_QUESTION, LONGEST_WAIT],
    );
    const [known] = rows;
    if (!known) return;
    const { kind, reference, secondReference } = known;
    const numbers = known.confirmed ? { reference, secondReference } : question;
    await askGateway(deps, { ...numbers, kind, transactionId });
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
    /** Ends the checks that are under way; those that wait are the job's. */
    async close(): Promise<void> {
      waiting.clear();
      await Promise.all(running);
    },
  };
}
