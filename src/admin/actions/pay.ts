import type { Action, ActionContext, ActionResponse } from 'adminjs';
import { toString as toQr } from 'qrcode';
import type { App } from '../../app.ts';
import { sentence } from '../../kernel/messages.ts';
import { currentVisit } from '../actor-store.ts';
import { isPost, pick, recordOf, reread, toJson, told, treasurersOnly } from './answer.ts';

type PayDirection = 'deposit' | 'payout';
type PaymentResult = Awaited<ReturnType<App['requestDeposit']>>;

const FIELDS = ['amount', 'phone', 'method', 'note', 'idempotencyKey'] as const;

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

/** What the form needs to show before anything is sent. */
function formOf(app: App, direction: PayDirection, context: ActionContext) {
  const record = recordOf(context);
  const member = record.populated['user'];
  return {
    direction,
    balance: record.get('balance'),
    currency: record.get('currency'),
    member: { name: member?.get('fullName') ?? '', phone: member?.get('phone') ?? '' },
    methods: app.settings.methods
      .filter((method) => method.enabled && method[direction])
      .map(({ id, label, min, max }) => ({ id, label, min: String(min), max: String(max) })),
  };
}

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

async function announce(
  app: App,
  direction: PayDirection,
  result: PaymentResult,
  context: ActionContext,
) {
  const { transaction, outcome } = result;
  const { id, status, amount, gatewayReference, paymentUrl } = transaction;
  const { locale } = currentVisit();
  const code = `${direction}_${outcome}`;
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
          form: formOf(app, direction, context),
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
          idempotencyKey: typed['idempotencyKey'],
        });
        return announce(app, direction, result, context);
      });
    },
  };
}
