import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Books } from './books.ts';
import type { Engine } from './engine.ts';
import { answerGarbage, answerHtml, answerSlowly } from './faulty-answer.ts';
import type { Operation, Order } from './operation.ts';
import { Refusal, refusalFor } from './refusal.ts';
import type { Destiny, Rules } from './rules.ts';

export interface OrderAnswering {
  readonly books: Books;
  readonly engine: Engine;
  readonly rules: Rules;
  /** How long a "too late" answer takes, and at most a slow one. */
  readonly slowAnswerMs: number;
}

/** Early webhooks are waited for this long, so that they really come before the answer. */
const EARLY_PATIENCE_MS = 5_000;

const pause = (ms: number) => (ms > 0 ? sleep(ms, undefined, { ref: false }) : undefined);

/**
 * Carries out an order as its fate has it, in either dialect: `write` says what was done. What is
 * done is done at once, before any wait: two orders with one key can never both be done.
 * @throws Refusal where the fate is a no, or a 500
 */
export async function answerOrder(
  parts: OrderAnswering,
  { request, response }: { readonly request: Request; readonly response: Response },
  order: Order,
  idempotencyKey: string | null,
  write: (operation: Operation) => object,
): Promise<void> {
  const destiny = parts.rules.next(order);
  const { answer, choice, latencyMs } = destiny.fate;
  if (isUndone(destiny)) {
    await pause(latencyMs);
    if (answer === 'silent') return;
    if (answer === 'request_lost') reset(request);
    else if (answer === 'html_undone') answerHtml(response, choice);
    else throw refusalFor(answer, choice);
    return;
  }
  const operation = parts.engine.open(order, idempotencyKey, destiny);
  if (answer === 'early') {
    const told = parts.engine.settle(operation, { state: 'completed' });
    await Promise.race([told, sleep(EARLY_PATIENCE_MS, undefined, { ref: false })]);
  }
  await pause(answer === 'slow' ? parts.slowAnswerMs : latencyMs);
  if (response.destroyed) return;
  const body = write(operation);
  switch (answer) {
    case 'lost':
      return reset(request);
    case 'error':
      throw new Refusal(500, 'internal_error', 'Erreur interne.');
    case 'html':
      return answerHtml(response, choice);
    case 'garbage':
      return answerGarbage(response, body);
    case 'slow_loris':
      return answerSlowly(response, body, parts.slowAnswerMs);
  }
  // Written out is the most that a gateway can know; whether it was read is the merchant's secret.
  response.once('finish', () => parts.books.answered(operation.reference));
  response.status(201).json(body);
}

const UNDONE: ReadonlySet<string> = new Set([
  'refused',
  'client_error',
  'error_undone',
  'silent',
  'request_lost',
  'html_undone',
]);

const isUndone = ({ fate }: Destiny): boolean => UNDONE.has(fate.answer);

export const reset = (request: Request): void => {
  request.socket.resetAndDestroy();
};
