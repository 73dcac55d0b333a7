import {
  type AskDeps,
  askGateway,
  FIRST_QUESTION,
  LONGEST_WAIT,
  type Told,
} from './ask-gateway.ts';
import type { StatusQuestion } from './gateway.ts';

const AT_ONCE = 4;
/** As the job is scheduled. */
export const RUNS_PER_MINUTE = 4;

export interface QueryRun {
  /** False where this dialect has no such question. */
  readonly supported: boolean;
  /** False where the gateway does not answer: nothing was asked. */
  readonly up: boolean;
  readonly asked: number;
  readonly told: Readonly<Partial<Record<Told, number>>>;
}

/**
 * Asks about the pending transactions whose turn it is, at most a run's share of `perMinute`: fresh ones soon, old
 * ones rarely, and neither starves the other (the SQL function's rule). The turns are taken in a
 * commit before the first question: a process that dies only asks later.
 */
export async function queryPending(deps: AskDeps, perMinute: number): Promise<QueryRun> {
  const { gateway, pool } = deps;
  if (!gateway.can.statusQuery) return { supported: false, up: true, asked: 0, told: {} };
  if (!gateway.health().up) return { supported: true, up: false, asked: 0, told: {} };
  const { rows } = await pool.query<StatusQuestion>(
    `select transaction_id as "transactionId", kind, reference, second_reference as "secondReference"
     from claim_status_queries($1, $2, $3, $4)`,
    [gateway.dialect, Math.floor(perMinute / RUNS_PER_MINUTE), FIRST_QUESTION, LONGEST_WAIT],
  );
  const told: Partial<Record<Told, number>> = {};
  const waiting = rows.values();
  const worker = async () => {
    for (const question of waiting) {
      const answer = await askGateway(deps, question);
      told[answer] = (told[answer] ?? 0) + 1;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return { supported: true, up: true, asked: rows.length, told };
}
