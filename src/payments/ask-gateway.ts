import type { Pool } from 'pg';
import type { Gateway, GatewayFact, StatusQuestion } from './gateway.ts';
import type { Settlement } from './settle.ts';

/** The first question about an order, and the longest wait between two: each wait is twice the last. */
export const FIRST_QUESTION = '20 seconds';
export const LONGEST_WAIT = '6 hours';

export interface AskDeps {
  readonly pool: Pool;
  readonly gateway: Gateway;
  readonly settle: (fact: GatewayFact) => Promise<Settlement>;
}

export type Told =
  /** Not final yet. */
  | 'pending'
  | Exclude<Settlement['outcome'], 'ignored'>
  /** The gateway does not know the number. */
  | 'not_known'
  | 'no_answer'
  | 'unsupported';

/**
 * Asks the gateway what became of an order. What it answers goes through `settle` like every other
 * fact; what the question brought is noted on the transaction.
 */
export async function askGateway(deps: AskDeps, question: StatusQuestion): Promise<Told> {
  const answer = await deps.gateway.queryStatus(question);
  if (answer.kind === 'unsupported') return 'unsupported';
  if (answer.kind !== 'told') {
    await note(deps.pool, question, answer.kind);
    return answer.kind;
  }
  const { outcome } = await deps.settle(answer.fact);
  const pending = answer.fact.state === null || outcome === 'ignored';
  await note(deps.pool, question, pending ? 'pending' : 'final');
  return pending ? 'pending' : outcome;
}

async function note(
  pool: Pool,
  { transactionId, reference, secondReference }: StatusQuestion,
  answer: string,
): Promise<void> {
  if (transactionId === null) return;
  await pool.query('select note_status_query($1, $2, $3, $4)', [
    transactionId,
    answer,
    reference,
    secondReference,
  ]);
}
