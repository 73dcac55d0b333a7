import { randomUUID } from 'node:crypto';
import type { Response, Router } from 'express';
import type { App } from '../app.ts';
import { type Refusal, refusalOf } from './form-problem.ts';
import { depositPage } from './pages/deposit-page.tsx';
import { type PaymentTyped, untyped } from './pages/payment-form.tsx';
import { topupPage } from './pages/topup-page.tsx';
import { lastMethod, onTheWay, ownOperation, ownWallet } from './reads.ts';
import { sendPage } from './send-page.ts';
import { fieldsOf, memberOf, viewerOf } from './view.ts';

/**
 * GET /wallet/topup/ shows the form, or with `?depot=` how that deposit stands. POST starts the
 * deposit and sends the browser to the payment page (303).
 */
export function topupRoutes(router: Router, app: App): void {
  async function show(res: Response, typed: PaymentTyped | null, refusal: Refusal | null) {
    const person = memberOf(res);
    const [wallet, methods] = await Promise.all([
      ownWallet(app, person),
      app.openMethods('deposit'),
    ]);
    const [way, last] = await Promise.all([
      onTheWay(app, wallet.id),
      lastMethod(app, person, wallet.id),
    ]);
    const first = methods.find(({ id }) => id === last) ?? methods[0];
    sendPage(
      res,
      topupPage({
        viewer: viewerOf(res, app),
        methods,
        typed: typed ?? untyped(wallet.phone, first?.id ?? ''),
        problem: refusal?.problem ?? null,
        idempotencyKey: randomUUID(),
        openDeposits: way.openDeposits,
        gatewayUp: app.gatewayState().health.up,
      }),
      refusal?.status,
    );
  }

  router.get('/wallet/topup/', async (req, res) => {
    const { depot } = req.query;
    if (depot === undefined) return show(res, null, null);
    const person = memberOf(res);
    const [deposit, { balance }] = await Promise.all([
      ownOperation(app, person, depot, 'DEPOSIT'),
      ownWallet(app, person),
    ]);
    sendPage(res, depositPage({ viewer: viewerOf(res, app), deposit, balance }));
  });

  router.post('/wallet/topup/', async (req, res) => {
    const actor = memberOf(res);
    const {
      amount = '',
      phone = '',
      method = '',
      otp = '',
      idempotencyKey,
    } = fieldsOf(req, FIELDS);
    try {
      const { id: walletId } = await ownWallet(app, actor);
      const request = { actor, walletId, amount, phone, method, otp, idempotencyKey };
      const { outcome, transaction } = await app.requestDeposit(request);
      const payNow = outcome === 'accepted' ? transaction.paymentUrl : null;
      res.redirect(303, payNow ?? `/wallet/topup/?depot=${transaction.id}`);
    } catch (error) {
      await show(res, { amount, phone, method, otp }, refusalOf(error, viewerOf(res, app)));
    }
  });
}

const FIELDS = ['amount', 'phone', 'method', 'otp', 'idempotencyKey'] as const;
