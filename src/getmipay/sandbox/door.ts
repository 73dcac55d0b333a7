import { setTimeout as sleep } from 'node:timers/promises';
import { type Request, type Response, Router } from 'express';
import { checkBearer } from './api.ts';
import type { Books, BooksTotals } from './books.ts';
import type { Engine, Verdict } from './engine.ts';
import type { Delivery, Operation } from './operation.ts';
import { Refusal } from './refusal.ts';

interface DoorSettings {
  readonly apiKey: string;
  readonly books: Books;
  readonly engine: Engine;
}

/** `?wait=1` gives up after this long with 504: the webhook goes on by itself. */
const WAIT_MS = 30_000;

/** `complete` and `fail` may contradict what was said before, `pay` and `refuse` may not. */
const VERDICTS: Readonly<Record<string, { verdict: Verdict; contradicts: boolean }>> = {
  pay: { verdict: { state: 'completed' }, contradicts: false },
  refuse: { verdict: { state: 'failed', reason: 'not_approved' }, contradicts: false },
  complete: { verdict: { state: 'completed' }, contradicts: true },
  fail: { verdict: { state: 'failed', reason: 'insufficient_balance' }, contradicts: true },
};

/**
 * The control door, behind the merchant's Bearer key: tests and the demonstration decide here
 * what a payer or an operator would. References are the sandbox's or the merchant's.
 *
 * - `POST /sandbox/operations/:reference/(pay|refuse|complete|fail|repeat)[?wait=1]`
 * - `GET /sandbox/operations[?reference=…]`, `GET /sandbox/books[?currency=XAF]`
 */
export function doorRouter({ apiKey, books, engine }: DoorSettings): Router {
  const router = Router();
  router.use('/sandbox', (request, _response, next) => {
    checkBearer(request, apiKey);
    next();
  });

  router.get('/sandbox/books', (request, response) => {
    const totals = books.totals(request.query.currency === 'XAF' ? 'XAF' : 'XOF');
    response.json(totalsAsText(totals));
  });

  router.get('/sandbox/operations', (request, response) => {
    const { reference } = request.query;
    const found = typeof reference === 'string' ? [books.find(reference)] : books.all();
    response.json({ operations: found.filter((one) => one !== undefined).map(asText) });
  });

  router.post('/sandbox/operations/:reference/:act', async (request, response) => {
    const operation = books.find(request.params.reference);
    if (!operation) throw new Refusal(404, 'not_found', "Cette opération n'existe pas.");
    const delivery = act(engine, operation, request.params.act);
    await answer(request, response, delivery, () => books.find(operation.reference) ?? operation);
  });
  return router;
}

function act(engine: Engine, operation: Operation, name: string): Promise<Delivery | null> {
  if (name === 'repeat') return engine.repeat(operation);
  const found = VERDICTS[name];
  if (!found) throw new Refusal(404, 'not_found', "Cette action n'existe pas.");
  const { verdict, contradicts } = found;
  if (!contradicts && operation.state !== 'pending' && operation.state !== verdict.state) {
    throw new Refusal(409, 'already_settled', 'Cette opération est déjà terminée autrement.');
  }
  return engine.settle(operation, verdict);
}

async function answer(
  request: Request,
  response: Response,
  delivery: Promise<Delivery | null>,
  current: () => Operation,
): Promise<void> {
  if (request.query.wait !== '1') {
    response.json({ operation: asText(current()), delivery: null });
    return;
  }
  const late = sleep(WAIT_MS, null, { ref: false });
  const delivered = await Promise.race([delivery, late]);
  response
    .status(delivered ? 200 : 504)
    .json({ operation: asText(current()), delivery: delivered });
}

/** Francs are text on the wire. */
const asText = (operation: Operation) => ({ ...operation, amount: String(operation.amount) });

const totalsAsText = (totals: BooksTotals) => ({
  ...totals,
  balance: String(totals.balance),
  deposits: { ...totals.deposits, amount: String(totals.deposits.amount) },
  payouts: { ...totals.payouts, amount: String(totals.payouts.amount) },
});
