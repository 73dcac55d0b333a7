import type { Action, ActionContext, ActionResponse } from 'adminjs';
import { toString as toQr } from 'qrcode';
import type { App } from '../../app.ts';
import { sentence } from '../../kernel/messages.ts';
import { currentVisit } from '../actor-store.ts';
import { isPost, pick, recordOf, reread, toJson, told, treasurersOnly } from './answer.ts';
import { type PayDirection, payForm } from './pay-form.ts';

type PaymentResult = Awaited<ReturnType<App['requestDeposit']>>;

const FIELDS = ['amount', 'phone', 'method', 'note', 'code', 'otp', 'idempotencyKey'] as const;

/** How each outcome is announced. `error`: nothing was done. `info`: not known yet. */
const TONE: Readonly<Record<string, 'success' | 'info' | 'error'>> = {
  accepted: 'success',
  completed: 'success',
  awaiting_approval: 'success',
  in_flight: 'info',
  unknown: 'info',
  refused: 'error',
  not_sent: 'error',
  failed: 'error',
};

/** The payment page as a picture that a member can scan from the treasurer's screen. */
const qrOf = (url: string): Promise<string> => toQr(url, { type: 'svg', margin: 1 });

function wordsFor(app: App, { transaction, balance }: PaymentResult, context: ActionContext) {
  const method = app.settings.methods.find(({ id }) => id === transaction.method);
  return {
    amount: transaction.amount,
    name: recordOf(context).populated['user']?.get('fullName') ?? '',
    phone: transaction.phone,
    method: method?.label ?? transaction.method,
    balance,
    reason: transaction.failureReason,
    message: transaction.failureMessage,
    reference: transaction.id,
  };
}

/** What became of a payment: always a notice, and the transaction as it is now. */
export async function announce(
  app: App,
  direction: PayDirection,
  result: PaymentResult,
  context: ActionContext,
) {
  const { transaction, outcome } = result;
  const { id, status, amount, gatewayReference, paymentUrl } = transaction;
  const { locale } = currentVisit();
  const badCode = outcome === 'refused' && transaction.failureReason === 'otp_refused';
  const code = badCode ? 'deposit_code_refused' : `${direction}_${outcome}`;
  return {
    record: await reread(context),
    notice: {
      message: sentence(locale, code, wordsFor(app, result, context)),
      type: TONE[outcome] ?? 'info',
    },
    redirectUrl: context.h.recordActionUrl({
      resourceId: 'Transaction',
      recordId: id,
      actionName: 'show',
    }),
    transaction: {
      id,
      status,
      amount,
      gatewayReference,
      paymentUrl,
      paymentQr: paymentUrl ? await qrOf(paymentUrl) : null,
      failureReason: transaction.failureReason,
      failureMessage: transaction.failureMessage,
      warning: transaction.warning,
    },
    outcome,
    balance: result.balance,
  };
}

/**
 * Deposit or payout for one wallet. Opening the form is a GET and moves nothing; one POST acts.
 * Answers 200 with `transaction` whenever a row exists, and with an error notice otherwise.
 */
export function payAction(app: App, direction: PayDirection): Partial<Action<ActionResponse>> {
  const request = direction === 'deposit' ? app.requestDeposit : app.requestPayout;
  return {
    actionType: 'record',
    component: 'PayForm',
    isVisible: treasurersOnly,
    isAccessible: treasurersOnly,
    handler: async (asked, _response, context) => {
      if (!isPost(asked)) {
        return {
          record: toJson(recordOf(context), context),
          form: await payForm(app, direction, context),
        };
      }
      const typed = pick(asked, FIELDS);
      return told(context, async () => {
        const { person } = currentVisit();
        const result = await request({
          actor: person,
          walletId: recordOf(context).id(),
          amount: typed['amount'],
          phone: typed['phone'],
          method: typed['method'],
          note: typed['note'],
          code: typed['code'],
          otp: typed['otp'],
          idempotencyKey: typed['idempotencyKey'],
        });
        return announce(app, direction, result, context);
      });
    },
  };
}
