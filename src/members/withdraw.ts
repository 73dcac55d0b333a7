import { randomUUID } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import type { App } from '../app.ts';
import type { Person } from '../kernel/actor.ts';
import { type Refusal, refusalOf } from './form-problem.ts';
import { type PaymentTyped, untyped } from './pages/payment-form.tsx';
import { withdrawPage } from './pages/withdraw-page.tsx';
import { withdrawReviewPage } from './pages/withdraw-review-page.tsx';
import { reviewPayout } from './payout-review.ts';
import { byKey, lastMethod, ownWallet } from './reads.ts';
import { sendPage } from './send-page.ts';
import { fieldsOf, memberOf, viewerOf } from './view.ts';

/**
 * GET /wallet/withdraw/ shows the form. POST with `step=confirm` shows what would happen, with
 * `step=edit` the form again as it was typed; without a step it starts the payout and returns to
 * the wallet (303). One idempotency key goes all the way.
 */
export function withdrawRoutes(router: Router, app: App): void {
  async function show(res: Response, form: Form) {
    const person = memberOf(res);
    const wallet = await ownWallet(app, person);
    const methods = await app.openMethods('payout');
    const last = form.typed ? null : await lastMethod(app, person, wallet.id);
    const first = methods.find(({ id }) => id === last) ?? methods[0];
    sendPage(
      res,
      withdrawPage({
        viewer: viewerOf(res, app),
        methods,
        typed: form.typed ?? untyped(wallet.phone, first?.id ?? ''),
        problem: form.refusal?.problem ?? null,
        idempotencyKey: form.idempotencyKey || randomUUID(),
        balance: wallet.balance,
        gatewayUp: app.gatewayState().health.up,
      }),
      form.refusal?.status,
    );
  }

  async function review(res: Response, typed: PaymentTyped, idempotencyKey: string) {
    const person = memberOf(res);
    const wallet = await ownWallet(app, person);
    const read = reviewPayout(typed, wallet, await app.openMethods('payout'));
    const viewer = viewerOf(res, app);
    const isForeign = read.phone !== wallet.phone;
    const key = idempotencyKey || randomUUID();
    sendPage(
      res,
      withdrawReviewPage({ viewer, review: read, typed, idempotencyKey: key, isForeign }),
    );
  }

  async function pay(res: Response, actor: Person, typed: PaymentTyped, idempotencyKey: string) {
    const { id: walletId } = await ownWallet(app, actor);
    const { transaction } = await app.requestPayout({ actor, walletId, ...typed, idempotencyKey });
    res.redirect(303, `/wallet/?retrait=${transaction.id}`);
  }

  router.get('/wallet/withdraw/', (_req, res) => show(res, EMPTY));

  router.post('/wallet/withdraw/', async (req: Request, res: Response) => {
    const actor = memberOf(res);
    const { step, idempotencyKey = '', ...rest } = fieldsOf(req, FIELDS);
    const { amount = '', phone = '', method = '' } = rest;
    const typed = { amount, phone, method };
    if (step === 'edit') return show(res, { typed, refusal: null, idempotencyKey });
    try {
      // Whoever goes back to a form that has paid is led to what it paid, or told so.
      const isAsking = step === 'confirm' && !(await byKey(app, actor, idempotencyKey));
      if (isAsking) await review(res, typed, idempotencyKey);
      else await pay(res, actor, typed, idempotencyKey);
    } catch (error) {
      const refusal = refusalOf(error, viewerOf(res, app));
      await show(res, { typed, refusal, idempotencyKey: '' });
    }
  });
}

interface Form {
  /** What was typed; null: nothing yet. */
  readonly typed: PaymentTyped | null;
  readonly refusal: Refusal | null;
  /** Empty: the form gets a new one. */
  readonly idempotencyKey: string;
}

const EMPTY: Form = { typed: null, refusal: null, idempotencyKey: '' };

const FIELDS = ['amount', 'phone', 'method', 'idempotencyKey', 'step'] as const;
