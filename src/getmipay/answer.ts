import { isUtf8 } from 'node:buffer';
import type { GatewayAnswer } from '../payments/gateway.ts';
import { isJsonObject, type JsonObject, parseJson } from './json.ts';
import { isAllowedPaymentUrl } from './payment-url.ts';
import { isReference, scalarText, wordsAt } from './text.ts';
import type { Exchange, Reply } from './transport.ts';
import { reasonOf } from './words.ts';

export type Operation = 'deposit' | 'payout';

/** The statuses that are a definite no, if a JSON object says so (`gateway-contract.md`, C). */
const REFUSALS = new Set([400, 401, 403, 404, 405, 413, 415, 422, 429]);

const REFERENCE_FIELDS: Readonly<Record<Operation, readonly string[]>> = {
  deposit: ['transaction_id'],
  payout: ['payout_id', 'transaction_id'],
};

/** What the gateway's answer to an initiate call means. Everything that is not clear is unknown. */
export function readAnswer(
  operation: Operation,
  exchange: Exchange,
  paymentHosts: readonly string[],
): GatewayAnswer {
  if (exchange.kind === 'never_sent') {
    return { kind: 'never_sent', message: `GetMiPay could not be reached (${exchange.code}).` };
  }
  if (exchange.kind === 'no_answer') return unknown(`GetMiPay did not answer (${exchange.code}).`);
  const { reply } = exchange;
  const body = readBody(reply);
  const ok = reply.status >= 200 && reply.status < 300;
  if (body && (ok ? body.get('success') === false : REFUSALS.has(reply.status))) {
    return refused(body, reply.status);
  }
  if (!ok || !body) return unknown(`GetMiPay answered ${reply.status} without saying what it did.`);
  return accepted(operation, body, paymentHosts);
}

const unknown = (message: string): GatewayAnswer => ({ kind: 'unknown', message });

function readBody(reply: Reply): JsonObject | undefined {
  if (!isUtf8(reply.body)) return undefined;
  const body = parseJson(reply.body.toString('utf8').replace(/^\ufeff/, ''));
  return isJsonObject(body) ? body : undefined;
}

/** The ids stand at the top level; under `data` in the gateway's other dialect, tolerated here. */
const levelsOf = (body: JsonObject): JsonObject[] => {
  const data = body.get('data');
  return isJsonObject(data) ? [body, data] : [body];
};

function refused(body: JsonObject, status: number): GatewayAnswer {
  const levels = levelsOf(body);
  const find = (names: readonly string[]) =>
    levels.map((level) => wordsAt(level, names)).find((words) => words !== null) ?? null;
  const message = find(['message', 'error', 'detail', 'reason']);
  const code = find(['error_code', 'code', 'error', 'reason']);
  return {
    kind: 'refused',
    reason: reasonOf([code, message]),
    message: message ?? `GetMiPay refused (${status}).`,
  };
}

function accepted(operation: Operation, body: JsonObject, hosts: readonly string[]): GatewayAnswer {
  const reference = firstText(body, REFERENCE_FIELDS[operation]);
  if (reference === undefined || !isReference(reference)) {
    return unknown('GetMiPay answered without a usable reference.');
  }
  if (operation === 'payout')
    return { kind: 'accepted', reference, paymentUrl: null, warning: null };
  const url = firstText(body, ['payment_url']);
  const allowed = url !== undefined && isAllowedPaymentUrl(url, hosts);
  const warning = url === undefined ? 'payment_url_missing' : 'payment_url_refused';
  return {
    kind: 'accepted',
    reference,
    paymentUrl: allowed ? url : null,
    warning: allowed ? null : warning,
  };
}

function firstText(body: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const level of levelsOf(body)) {
      const text = scalarText(level.get(name));
      if (text) return text;
    }
  }
  return undefined;
}
