import type { AcceptedOrder, GatewayAnswer, NotTold, PaymentOrder } from '../payments/gateway.ts';
import { firstFrancs, firstReference, pageOf, readAnswer, wordOf } from './answer.ts';
import { deadlineIn } from './deadline.ts';
import { isJsonObject, type Json, type JsonObject, NumberToken } from './json.ts';
import type { Line } from './line.ts';
import { type Operation, told } from './order-told.ts';
import { pythonDumps } from './python-json.ts';
import { baseOf, type GatewaySettings, hostsOf } from './settings.ts';
import { sign } from './signature.ts';
import type { Speaker } from './speaker.ts';

const PATHS: Readonly<Record<Operation, string>> = {
  deposit: '/v1/payments/initiate',
  payout: '/v1/payouts/initiate',
};

const REFERENCE_FIELDS: Readonly<Record<Operation, readonly string[]>> = {
  deposit: ['transaction_id'],
  payout: ['payout_id', 'transaction_id'],
};

const UNSUPPORTED: NotTold = { kind: 'unsupported' };

/** GetMiPay in its dialect `initiate`, behind the port (`gateway-contract.md`, A and C). */
export function speakInitiate(settings: GatewaySettings, line: Line): Speaker {
  const base = baseOf(settings);
  const hosts = hostsOf(settings);

  async function initiate(operation: Operation, order: PaymentOrder): Promise<GatewayAnswer> {
    const { apiKey, secretKey } = settings.secrets();
    const bytes = Buffer.from(pythonDumps(requestBody(operation, order, settings)));
    const headers = {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      Authorization: `Bearer ${apiKey}`,
      'X-Signature': sign(bytes, secretKey),
      'Idempotency-Key': order.transactionId,
    };
    const url = base + PATHS[operation];
    const deadline = deadlineIn(settings.timeoutMs);
    const accept = (body: JsonObject) => accepted(operation, body, hosts);
    const exchange = await line.send({ method: 'post', url, headers, bytes, deadline }, (reply) => {
      const word = wordOf(reply);
      return word?.kind === 'no' || (isJsonObject(word?.body) && accept(word.body) !== undefined);
    });
    return told(settings, operation, order, readAnswer(exchange, accept));
  }

  return {
    can: { statusQuery: false, balance: false, services: false },
    initiateDeposit: (order) => initiate('deposit', order),
    initiatePayout: (order) => initiate('payout', order),
    queryStatus: async () => UNSUPPORTED,
    balance: async () => UNSUPPORTED,
    services: async () => UNSUPPORTED,
  };
}

/** Written as Python would: a receiver that signs the bytes and one that re-dumps them agree. */
function requestBody(operation: Operation, order: PaymentOrder, settings: GatewaySettings): Json {
  const what = operation === 'deposit' ? 'Dépôt' : 'Retrait';
  const fields: [string, Json][] = [
    ['user_id', order.userId],
    ['amount', new NumberToken(String(order.amount))],
    ['phone', order.phone],
    ['method', order.method],
    ['currency', order.currency],
    ['reference', order.transactionId],
    ['callback_url', settings.callbackUrl],
    ['description', `${what} Tontine Pro ${order.transactionId}`],
  ];
  if (operation === 'deposit' && settings.returnUrl)
    fields.push(['return_url', settings.returnUrl.replaceAll('{id}', order.transactionId)]);
  return new Map(fields);
}

function accepted(
  operation: Operation,
  body: JsonObject,
  hosts: readonly string[],
): AcceptedOrder | undefined {
  const reference = firstReference(body, REFERENCE_FIELDS[operation]);
  if (reference === null) return undefined;
  return {
    kind: 'accepted',
    reference,
    secondReference: null,
    otpNeeded: false,
    fee: firstFrancs(body, ['fee']),
    net: firstFrancs(body, ['net']),
    ...(operation === 'deposit' ? pageOf(body, hosts) : { paymentUrl: null, warning: null }),
  };
}
