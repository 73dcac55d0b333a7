import { randomUUID } from 'node:crypto';
import type { Response, Router } from 'express';
import type { App } from '../app.ts';
import { type Refusal, refusalOf } from './form-problem.ts';
import { openMethods } from './methods.ts';
import { type PaymentTyped, untyped } from './pages/payment-form.tsx';
import { withdrawPage } from './pages/withdraw-page.tsx';
import { lastMethod, ownWallet } from './reads.ts';
import { fieldsOf, memberOf, viewerOf } from './view.ts';

/** GET /wallet/withdraw/ shows the form; POST starts the payout and returns to the wallet (303). */
export function withdrawRoutes(router: Router, app: App): void {
  const methods = openMethods(app.settings.methods, 'payout');

  async function show(res: Response, typed: PaymentTyped | null, refusal: Refusal | null) {
    const person = memberOf(res);
    const wallet = await ownWallet(app, person);
    const last = await lastMethod(app, person, wallet.id);
    const first = methods.find(({ id }) => id === last) ?? methods[0];
    res.status(refusal?.status ?? 200).send(
      withdrawPage({
        viewer: viewerOf(res, app),
        methods,
        typed: typed ?? untyped(wallet.phone, first?.id ?? ''),
        problem: refusal?.problem ?? null,
        idempotencyKey: randomUUID(),
        balance: wallet.balance,
      }),
    );
  }

  router.get('/wallet/withdraw/', (_req, res) => show(res, null, null));

  router.post('/wallet/withdraw/', async (req, res) => {
    const actor = memberOf(res);
    const { amount = '', phone = '', method = '', idempotencyKey } = fieldsOf(req, FIELDS);
    try {
      const { id: walletId } = await ownWallet(app, actor);
      const request = { actor, walletId, amount, phone, method, idempotencyKey };
      const { transaction } = await app.requestPayout(request);
      res.redirect(303, `/wallet/?retrait=${transaction.id}`);
    } catch (error) {
      await show(res, { amount, phone, method }, refusalOf(error, viewerOf(res, app)));
    }
  });
}

const FIELDS = ['amount', 'phone', 'method', 'idempotencyKey'] as const;
