import { type RequestHandler, Router } from 'express';
import type { App } from '../app.ts';
import { isUuid } from '../kernel/ids.ts';
import { isLost } from './operation.ts';
import { payerPage } from './pages/payer-page.tsx';
import { sendPage } from './send-page.ts';
import { viewerOf } from './view.ts';

/**
 * GET /wallet/topup/?depot= without a session: where the gateway sends somebody who paid for a
 * member. It says what became of the payment and nothing else; an id that nobody knows waits for
 * ever, so that the page tells nothing about what exists. Everybody else goes on to the doors.
 */
export function payerRoutes(app: App): RequestHandler {
  const router = Router();
  router.get('/wallet/topup/', async (req, res, next) => {
    const { depot } = req.query;
    if (res.locals['person'] || depot === undefined) {
      next();
      return;
    }
    const deposit = isUuid(depot)
      ? await app.prisma.transaction.findFirst({
          where: { id: depot, type: 'DEPOSIT' },
          select: { status: true },
        })
      : null;
    const state = deposit ? stateOf(deposit) : 'waiting';
    res.set('Cache-Control', 'no-store');
    sendPage(res, payerPage({ viewer: viewerOf(res, app), state, depot: String(depot) }));
  });
  return router;
}

function stateOf(deposit: { readonly status: string }) {
  if (deposit.status === 'COMPLETED') return 'received';
  return isLost(deposit) ? 'failed' : 'waiting';
}
