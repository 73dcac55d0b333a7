import type { WebhookDelivery } from '../payments/gateway.ts';
import { bounded } from './text.ts';

/** The signature is kept as evidence: it proves the bytes, and nobody can sign others with it. */
const KEPT_HEADERS = [
  'content-type',
  'user-agent',
  'x-request-id',
  'x-correlation-id',
  'x-signature',
  'x-getmipay-signature',
  'x-getmipay-timestamp',
];

export function keptHeaders(headers: WebhookDelivery['headers']): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = bounded(value);
  }
  return kept;
}
