import { isUtf8 } from 'node:buffer';
import type { ParsedWebhook, WebhookDelivery } from '../payments/gateway.ts';
import { type FactFields, readFields } from './fields.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from './json.ts';
import { keptHeaders } from './kept-headers.ts';
import { formOfReserialised, isSignedBy, readSignature } from './signature.ts';
import { scalarText } from './text.ts';
import { meaningOf, stateOf } from './words.ts';

type Delivery = Pick<WebhookDelivery, 'raw' | 'headers'>;

const REFUSED_SIGNATURE: ParsedWebhook = { kind: 'refused', why: 'signature' };
const REFUSED_NOT_JSON: ParsedWebhook = { kind: 'refused', why: 'not_json' };

/**
 * Verifies a delivery against every valid secret, then reads it (`gateway-contract.md`, A).
 * The usual case (signed over the bytes as they came) costs one HMAC and one pass.
 */
export function parseWebhook(delivery: Delivery, secrets: readonly string[]): ParsedWebhook {
  const claimed = readSignature(delivery.headers['x-signature']);
  if (!claimed) return REFUSED_SIGNATURE;
  if (isSignedBy(delivery.raw, claimed, secrets)) {
    const body = readBody(delivery.raw);
    return body === undefined ? REFUSED_NOT_JSON : fact(delivery, body);
  }
  const body = readBody(delivery.raw);
  const form =
    body !== undefined && formOfReserialised(delivery.raw, body, claimed, secrets, dataVouches);
  if (!form || body === undefined) return REFUSED_SIGNATURE;
  return form === 'data' ? factOfData(delivery, body) : fact(delivery, body);
}

const readBody = (raw: Buffer): Json | undefined =>
  isUtf8(raw) ? parseJson(raw.toString('utf8').replace(/^\ufeff/, '')) : undefined;

const fact = (delivery: Delivery, body: Json): ParsedWebhook => factOf(delivery, readFields(body));

/** What stands outside a signed `data` is not believed, but it may not contradict it either. */
function factOfData(delivery: Delivery, body: Json): ParsedWebhook {
  const signed = readFields(signedPartOf(body));
  const whole = readFields(body);
  return factOf(delivery, { ...signed, problem: signed.problem ?? whole.problem });
}

const factOf = (delivery: Delivery, fields: FactFields): ParsedWebhook => ({
  kind: 'fact',
  fact: {
    source: 'webhook',
    dialect: 'initiate',
    raw: delivery.raw,
    headers: keptHeaders(delivery.headers),
    ...fields,
  },
});

/**
 * A signed `data` stands for the whole only if it names the transaction and the outcome itself
 * and the envelope says the same: otherwise anybody who saw one could send it as another event.
 */
function dataVouches(body: JsonObject, data: JsonObject): boolean {
  const id = scalarText(data.get('transaction_id')) ?? scalarText(data.get('payout_id'));
  if (!id || !agrees(body, data, 'transaction_id') || !agrees(body, data, 'payout_id'))
    return false;
  const event = scalarText(body.get('event'));
  const signedEvent = scalarText(data.get('event'));
  const signedStatus = scalarText(data.get('status'));
  if (signedEvent !== undefined) return event === undefined || signedEvent === event;
  const meaning = meaningOf(event ?? null);
  return meaning !== null && signedStatus !== undefined && stateOf(signedStatus) === meaning.state;
}

function agrees(body: JsonObject, data: JsonObject, name: string): boolean {
  const outer = scalarText(body.get(name));
  if (outer === undefined) return true;
  const inner = scalarText(data.get(name)) ?? scalarText(data.get('transaction_id'));
  return outer === (inner ?? scalarText(data.get('payout_id')));
}

/** Under a `data` signature only the event's name is taken from outside it; it was seen to agree. */
function signedPartOf(body: Json): Json {
  const data = isJsonObject(body) ? body.get('data') : undefined;
  if (!isJsonObject(body) || !isJsonObject(data)) return null;
  const event = data.get('event') ?? body.get('event') ?? null;
  return new Map<string, Json>([...data, ['event', event]]);
}
