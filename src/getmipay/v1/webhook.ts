import { isUtf8 } from 'node:buffer';
import type { GatewayFact, ParsedWebhook, WebhookDelivery } from '../../payments/gateway.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { keptHeaders } from '../kept-headers.ts';
import { isSignedBy, readSignature } from '../signature.ts';
import { idFromCallback } from './callback.ts';
import { readV1Fields } from './fields.ts';

export const V1_SIGNATURE = 'x-getmipay-signature';
const TIMESTAMP = 'x-getmipay-timestamp';
const TOLERANCE_MS = 300_000;

const NO_FIELDS: JsonObject = new Map<string, Json>();

/**
 * Verifies a v1 delivery and reads it as a hint. What its signature covers is not documented (the
 * body, or `timestamp.body`), so it moves nothing: the gateway is asked (`gateway-contract.md`, B).
 */
export function parseV1Webhook(
  { raw, headers, query }: WebhookDelivery,
  secrets: readonly string[],
  now: Date,
): ParsedWebhook {
  const claimed = readSignature(headers[V1_SIGNATURE]);
  const timestamp = headers[TIMESTAMP];
  if (!claimed || !isGenuine(raw, timestamp, claimed, secrets)) {
    return { kind: 'refused', why: 'signature' };
  }
  if (timestamp !== undefined && !isRecent(timestamp, now)) {
    return { kind: 'refused', why: 'timestamp' };
  }
  const body = isUtf8(raw) ? parseJson(raw.toString('utf8').replace(/^\ufeff/, '')) : undefined;
  if (body === undefined) return { kind: 'refused', why: 'not_json' };
  const { secondReference, ...fields } = readV1Fields(isJsonObject(body) ? body : NO_FIELDS);
  const fact: GatewayFact = {
    source: 'webhook',
    dialect: 'v1',
    raw,
    headers: keptHeaders(headers),
    ...fields,
    // A hint says nothing final, and what is wrong in it the gateway's own answer puts right.
    state: null,
    problem: null,
    failureReason: null,
    failureMessage: null,
    ownId: idFromCallback(query, secrets),
  };
  return { kind: 'hint', fact, secondReference };
}

function isGenuine(
  raw: Buffer,
  timestamp: string | string[] | undefined,
  claimed: Buffer,
  secrets: readonly string[],
): boolean {
  if (isSignedBy(raw, claimed, secrets)) return true;
  if (typeof timestamp !== 'string') return false;
  return isSignedBy(Buffer.concat([Buffer.from(`${timestamp}.`), raw]), claimed, secrets);
}

/** Unix seconds, at most 300 off either way. */
function isRecent(timestamp: string | string[], now: Date): boolean {
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(Number(timestamp) * 1_000 - now.getTime()) <= TOLERANCE_MS;
}
