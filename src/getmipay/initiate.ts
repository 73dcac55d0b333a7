import type { Log } from '../kernel/log.ts';
import type { Gateway, GatewayAnswer, PaymentOrder } from '../payments/gateway.ts';
import { type Operation, readAnswer } from './answer.ts';
import { type Json, NumberToken } from './json.ts';
import { pythonDumps } from './python-json.ts';
import { sign } from './signature.ts';
import { createTransport } from './transport.ts';
import { parseWebhook } from './webhook.ts';

export interface InitiateSettings {
  /** The gateway's base, e.g. `https://api.getmipay.com`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Signs what we send. */
  readonly secretKey: string;
  /** Each of them verifies what we receive: that is how a secret is rotated. */
  readonly webhookSecrets: readonly string[];
  /** Hostnames of payment pages; empty: the gateway's own. */
  readonly paymentHosts: readonly string[];
  /** For a whole call, in milliseconds. */
  readonly timeoutMs: number;
  readonly callbackUrl: string;
  /** Where the payment page sends the member afterwards; `{id}` becomes our transaction's id. */
  readonly returnUrl?: string | null;
  readonly log: Pick<Log, 'warn'>;
}

const PATHS: Readonly<Record<Operation, string>> = {
  deposit: '/v1/payments/initiate',
  payout: '/v1/payouts/initiate',
};

/** GetMiPay in its dialect `initiate`, behind the port (`gateway-contract.md`, A and C). */
export function createInitiateGateway(settings: InitiateSettings): Gateway {
  const base = settings.apiUrl.replace(/\/+$/, '');
  const hosts = settings.paymentHosts.length > 0 ? settings.paymentHosts : [new URL(base).hostname];
  const transport = createTransport(settings.timeoutMs);

  async function initiate(operation: Operation, order: PaymentOrder): Promise<GatewayAnswer> {
    const bytes = Buffer.from(pythonDumps(requestBody(operation, order, settings)));
    const headers = {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      Authorization: `Bearer ${settings.apiKey}`,
      'X-Signature': sign(bytes, settings.secretKey),
      'Idempotency-Key': order.transactionId,
    };
    const exchange = await transport.post(base + PATHS[operation], headers, bytes);
    const answer = readAnswer(operation, exchange, hosts);
    warn(settings.log, operation, order, answer);
    return answer;
  }

  return {
    dialect: 'initiate',
    initiateDeposit: (order) => initiate('deposit', order),
    initiatePayout: (order) => initiate('payout', order),
    parseWebhook: (delivery) => parseWebhook(delivery, settings.webhookSecrets),
  };
}

/** Written as Python would: a receiver that signs the bytes and one that re-dumps them agree. */
function requestBody(operation: Operation, order: PaymentOrder, settings: InitiateSettings): Json {
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

/** What went as it should is told by whoever asked; here only what somebody may have to look into. */
function warn(
  log: InitiateSettings['log'],
  operation: Operation,
  { transactionId }: PaymentOrder,
  answer: GatewayAnswer,
): void {
  const why = answer.kind === 'accepted' ? answer.warning : answer.message;
  if (why) log.warn({ operation, transactionId, answer: answer.kind, why }, 'gateway answered');
}
