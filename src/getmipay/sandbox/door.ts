import { setTimeout as sleep } from 'node:timers/promises';
import { type Request, type Response, Router } from 'express';
import type { Books } from './books.ts';
import { type ChangesSettings, changesRouter } from './door-changes.ts';
import type { Engine, Verdict } from './engine.ts';
import { checkBearer } from './keys.ts';
import type { Delivery, Operation } from './operation.ts';
import { Refusal } from './refusal.ts';
import { statementsRouter } from './statements/routes.ts';
import type { BooksTotals } from './totals.ts';

export interface DoorSettings extends ChangesSettings {
  readonly apiKey: string;
  readonly books: Books;
  readonly engine: Engine;
}

/** `?wait=1` gives up after this long with 504: the webhook goes on by itself. */
const WAIT_MS = 30_000;

/** `complete`, `fail` and `return` may contradict what was said before, `pay` and `refuse` may not. */
const VERDICTS: Readonly<Record<string, { verdict: Verdict; contradicts: boolean }>> = {
  pay: { verdict: { state: 'completed' }, contradicts: false },
  refuse: { verdict: { state: 'failed', reason: 'not_approved' }, contradicts: false },
  complete: { verdict: { state: 'completed' }, contradicts: true },
  fail: { verdict: { state: 'failed', reason: 'insufficient_balance' }, contradicts: true },
  return: { verdict: { state: 'failed', reason: 'returned' }, contradicts: true },
};

/**
 * The control door, behind the merchant's Bearer key: tests and the demonstration decide here
 * what a payer or an operator would. References are the sandbox's, the merchant's, or a UUID in
 * the order's description.
 *
 * - `POST /sandbox/operations/:reference/(pay|refuse|complete|fail|return|repeat)[?wait=1]`
 * - `GET /sandbox/operations[?reference=…]`, `GET /sandbox/books[?currency=XAF]`
 * - `GET`, `PUT /sandbox/scenario` (`scenario.ts`)
 * - `PUT /sandbox/date` `{at}`: what happens from now on gets this past date in the books; null: today's again
 * - `POST /sandbox/secrets` `{webhookSecret}`, `POST /sandbox/tokens/expire`
 * - `GET /sandbox/statements/:format?day=YYYY-MM-DD[&method=wave]`
 */
export function doorRouter(settings: DoorSettings): Router {
  const { apiKey, books, engine } = settings;
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
    const known = found.filter((one) => one !== undefined);
    response.json({ operations: known.map((one) => asText(books, one)) });
  });

  router.post('/sandbox/operations/:reference/:act', async (request, response) => {
    const operation = books.find(request.params.reference);
    if (!operation) throw new Refusal(404, 'not_found', "Cette opération n'existe pas.");
    const delivery = act(engine, operation, request.params.act);
    await answer(request, response, delivery, () =>
      asText(books, books.find(operation.reference) ?? operation),
    );
  });

  router.use('/sandbox', statementsRouter(books));
  router.use('/sandbox', changesRouter(settings));
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
  current: () => object,
): Promise<void> {
  if (request.query.wait !== '1') {
    response.json({ operation: current(), delivery: null });
    return;
  }
  const late = sleep(WAIT_MS, null, { ref: false });
  const delivered = await Promise.race([delivery, late]);
  response.status(delivered ? 200 : 504).json({ operation: current(), delivery: delivered });
}

/** Francs are text on the wire. */
const asText = (books: Books, operation: Operation) => ({
  ...operation,
  amount: String(operation.amount),
  fee: String(operation.fee),
  truth: books.truthOf(operation.reference),
});

const totalsAsText = (totals: BooksTotals) => ({
  ...totals,
  balance: String(totals.balance),
  deposits: { ...totals.deposits, amount: String(totals.deposits.amount) },
  payouts: { ...totals.payouts, amount: String(totals.payouts.amount) },
  fees: String(totals.fees),
});
