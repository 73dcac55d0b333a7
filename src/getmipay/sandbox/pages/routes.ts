import { setTimeout as sleep } from 'node:timers/promises';
import { type Request, type Response, Router } from 'express';
import type { Clock } from '../../../kernel/clock.ts';
import type { Books } from '../books.ts';
import type { Engine, Verdict } from '../engine.ts';
import type { Operation } from '../operation.ts';
import type { Rules } from '../rules.ts';
import { homePage } from './home.ts';
import { PAGE_HEADERS } from './layout.ts';
import { missingPage, payPage } from './pay.ts';

/** The payer is sent back once the webhook is through, so that the wallet shows it; no longer than this. */
const RETURN_PATIENCE_MS = 2_500;

export interface PagesSettings {
  readonly books: Books;
  readonly engine: Engine;
  readonly rules: Rules;
  readonly clock: Clock;
}

/** The pages that people see: the payment page and the newcomer's home page. */
export function pagesRouter({ books, engine, rules, clock }: PagesSettings): Router {
  const router = Router();

  router.get('/', (_request, response) => {
    response.set(PAGE_HEADERS).send(
      homePage({
        operations: books.all(),
        totals: books.totals(),
        scenario: rules.scenario,
        today: clock.now(),
      }),
    );
  });

  router.get('/pay/:reference', (request, response) => {
    const operation = paymentOf(books, request);
    if (operation) response.set(PAGE_HEADERS).send(payPage(operation));
    else response.status(404).set(PAGE_HEADERS).send(missingPage());
  });

  router.post('/pay/:reference/pay', (request, response) =>
    decide(request, response, (operation) =>
      operation.fate.ends === 'failed'
        ? { state: 'failed', reason: 'insufficient_balance' }
        : { state: 'completed' },
    ),
  );

  router.post('/pay/:reference/refuse', (request, response) =>
    decide(request, response, () => ({ state: 'failed', reason: 'not_approved' })),
  );

  async function decide(
    request: Request,
    response: Response,
    verdictOn: (operation: Operation) => Verdict,
  ) {
    const operation = paymentOf(books, request);
    if (!operation) {
      response.status(404).set(PAGE_HEADERS).send(missingPage());
      return;
    }
    // A second click finds it decided: the page then says so.
    if (operation.state === 'pending' && !operation.otpMissing) {
      const late = sleep(RETURN_PATIENCE_MS, null, { ref: false });
      await Promise.race([engine.settle(operation, verdictOn(operation)), late]);
    }
    response.redirect(303, operation.returnUrl ?? `/pay/${operation.reference}`);
  }

  return router;
}

function paymentOf(books: Books, request: Request): Operation | undefined {
  const { reference } = request.params;
  const operation = typeof reference === 'string' ? books.find(reference) : undefined;
  // By its own unguessable reference only, never by the merchant's.
  return operation?.kind === 'payment' && operation.reference === reference ? operation : undefined;
}
