import type {
  AcceptedOrder,
  DepositOrder,
  GatewayAnswer,
  PaymentOrder,
  Service,
} from '../../payments/gateway.ts';
import { firstFrancs, firstReference, pageOf } from '../answer.ts';
import { type Json, type JsonObject, NumberToken } from '../json.ts';
import type { Operation } from '../order-told.ts';
import { pythonDumps } from '../python-json.ts';
import type { GatewaySettings } from '../settings.ts';
import { callbackFor } from './callback.ts';

export const PATHS: Readonly<Record<Operation, string>> = {
  deposit: '/payins',
  payout: '/payouts',
};
/** The header `operation` says again what the address says. */
const OPERATION_HEADER: Readonly<Record<Operation, string>> = { deposit: '2', payout: '4' };
const MAX_WORDS = 255;

/** What an order's own headers are; the one-time code goes here and nowhere else. */
export const orderHeaders = (
  operation: Operation,
  service: Service,
  otp: DepositOrder['otp'],
): Record<string, string> => ({
  service: service.id,
  operation: OPERATION_HEADER[operation],
  ...(otp !== null && { otp }),
});

/** There is no field for our id: it stands in the description and in the callback's address. */
export function orderBytes(
  operation: Operation,
  order: PaymentOrder,
  { callbackUrl, secrets }: GatewaySettings,
): Buffer {
  const what = operation === 'deposit' ? 'Dépôt' : 'Retrait';
  const { transactionId } = order;
  const fields: [string, Json][] = [
    ['amount', new NumberToken(String(order.amount))],
    ['currency', order.currency],
    ['wallet', order.phone.replace(/^\+/, '')],
    ['description', `${what} Tontine Pro ${transactionId}`],
    ['customer_name', cut(order.memberName)],
    ['callback_url', callbackFor(callbackUrl, transactionId, secrets().webhookSecrets)],
  ];
  return Buffer.from(pythonDumps(new Map(fields)));
}

/** Half an emoji at the end is not a character. */
const cut = (text: string): string => text.slice(0, MAX_WORDS).replace(/[\ud800-\udbff]$/, '');

/** The answer to an order that was taken; undefined where it names no reference. */
export function acceptedOrder(
  operation: Operation,
  body: JsonObject,
  hosts: readonly string[],
): AcceptedOrder | undefined {
  const reference = firstReference(body, ['transaction_reference', 'order_id']);
  if (reference === null) return undefined;
  const amount = firstFrancs(body, ['amount']);
  const net = firstFrancs(body, ['net_amount', 'net']);
  const page = operation === 'deposit' ? pageOf(body, hosts) : { paymentUrl: null, warning: null };
  return {
    kind: 'accepted',
    reference,
    secondReference: firstReference(body, ['soleaspay_reference', 'pay_id']),
    otpNeeded: wantsOtp(body),
    fee:
      firstFrancs(body, ['fee_amount', 'fee', 'fees']) ??
      (amount !== null && net !== null && net <= amount ? amount - net : null),
    net,
    paymentUrl: page.paymentUrl,
    // Here a deposit without a page is an ordinary one: the operator asks the payer on the phone.
    warning: page.warning === 'payment_url_missing' ? null : page.warning,
  };
}

function wantsOtp(body: JsonObject): boolean {
  const data = body.get('data');
  const inner = data instanceof Map ? data.get('otp_required') : undefined;
  return [body.get('otp_required'), inner].includes(true);
}

/** Whether this answer tells that the service wants a one-time code. */
export const tellsOtp = (answer: GatewayAnswer): boolean =>
  (answer.kind === 'accepted' && answer.otpNeeded) ||
  (answer.kind === 'refused' && answer.reason === 'otp_refused');
