import { isUtf8 } from 'node:buffer';
import type { AcceptedOrder, GatewayAnswer } from '../payments/gateway.ts';
import { readFrancs } from './amount.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from './json.ts';
import { isAllowedPaymentUrl } from './payment-url.ts';
import { isReference, scalarText, wordsAt } from './text.ts';
import type { Exchange } from './transport.ts';
import { reasonOf } from './words.ts';

/** The statuses that are a definite no, if a JSON object says so (`gateway-contract.md`, C). */
const REFUSALS = new Set([400, 401, 403, 404, 405, 413, 415, 422, 429]);

/** What the gateway itself said: JSON with a 2xx, or a JSON object with a definite no. */
export type Word =
  | { readonly kind: 'yes'; readonly body: Json }
  | { readonly kind: 'no'; readonly body: JsonObject; readonly status: number };

/** The gateway's word; undefined where what came back, if anything, is not clearly its own. */
export function wordOf(exchange: Exchange): Word | undefined {
  if (exchange.kind !== 'answered') return undefined;
  const { status, body: bytes } = exchange.reply;
  const isYes = status >= 200 && status < 300;
  if ((!isYes && !REFUSALS.has(status)) || !isUtf8(bytes)) return undefined;
  const body = parseJson(bytes.toString('utf8').replace(/^\ufeff/, ''));
  if (isJsonObject(body) && (!isYes || body.get('success') === false)) {
    return { kind: 'no', body, status };
  }
  return isYes && body !== undefined ? { kind: 'yes', body } : undefined;
}

/** One sentence for an exchange that brought no word; a code or a status, nothing of ours in it. */
export function whyUnread(exchange: Exchange): string {
  switch (exchange.kind) {
    case 'never_sent':
      return `GetMiPay could not be reached (${exchange.code}).`;
    case 'no_answer':
      return `GetMiPay did not answer (${exchange.code}).`;
    case 'answered':
      return `GetMiPay answered ${exchange.reply.status} without saying what it did.`;
  }
}

/** What an order's answer means. Everything that is not clear is unknown. */
export function readAnswer(
  exchange: Exchange,
  accepted: (body: JsonObject) => AcceptedOrder | undefined,
): GatewayAnswer {
  const word = wordOf(exchange);
  if (word?.kind === 'no') return refused(word.body, word.status);
  if (exchange.kind === 'never_sent') return { kind: 'never_sent', message: whyUnread(exchange) };
  if (!word || !isJsonObject(word.body)) return { kind: 'unknown', message: whyUnread(exchange) };
  const message = 'GetMiPay answered without a usable reference.';
  return accepted(word.body) ?? { kind: 'unknown', message };
}

/** A field stands at the top level or under `data`, in either dialect. */
export const levelsOf = (body: JsonObject): JsonObject[] => {
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

/** The first of these that is a text or a number and not empty. */
export function firstText(body: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const level of levelsOf(body)) {
      const text = scalarText(level.get(name));
      if (text) return text;
    }
  }
  return undefined;
}

/** Kept verbatim or not at all; null where there is none that can be kept. */
export function firstReference(body: JsonObject, names: readonly string[]): string | null {
  const text = firstText(body, names);
  return text !== undefined && isReference(text) ? text : null;
}

/** Whole francs, or null where none of these is there and readable. */
export function firstFrancs(body: JsonObject, names: readonly string[]): bigint | null {
  const text = firstText(body, names);
  const francs = text === undefined ? 'unreadable' : readFrancs(text);
  return francs === 'unreadable' ? null : francs;
}

/** The payment page of a deposit, if a browser may be sent there. */
export function pageOf(
  body: JsonObject,
  hosts: readonly string[],
): Pick<AcceptedOrder, 'paymentUrl' | 'warning'> {
  const url = firstText(body, ['payment_url']);
  if (url === undefined) return { paymentUrl: null, warning: 'payment_url_missing' };
  return isAllowedPaymentUrl(url, hosts)
    ? { paymentUrl: url, warning: null }
    : { paymentUrl: null, warning: 'payment_url_refused' };
}
