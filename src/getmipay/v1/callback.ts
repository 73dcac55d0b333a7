import { timingSafeEqual } from 'node:crypto';
import { isUuid } from '../../kernel/ids.ts';
import { sign } from '../signature.ts';

/** 128 bits of the HMAC: nobody guesses them, and the address stays short. */
const SEAL_LENGTH = 32;
const SEAL = /^[0-9a-f]{32}$/i;

const sealOf = (id: string, secret: string): string =>
  sign(`callback|${id}`, secret).slice(0, SEAL_LENGTH);

/**
 * The address that GetMiPay calls about this order. Dialect v1 sends no reference of ours back, so
 * the address itself carries our id, sealed: only we can have written it.
 */
export function callbackFor(callbackUrl: string, id: string, secrets: readonly string[]): string {
  const secret = secrets.find((candidate) => candidate !== '');
  if (secret === undefined) return callbackUrl;
  const separator = callbackUrl.includes('?') ? '&' : '?';
  return `${callbackUrl}${separator}t=${id}&s=${sealOf(id, secret)}`;
}

/** Our id, where the query carries it with a seal that one of the secrets made. */
export function idFromCallback(query: string, secrets: readonly string[]): string | null {
  const fields = new URLSearchParams(query);
  const id = fields.get('t')?.toLowerCase();
  const seal = fields.get('s') ?? '';
  if (!isUuid(id) || !SEAL.test(seal)) return null;
  const claimed = Buffer.from(seal, 'hex');
  const genuine = secrets.some(
    (secret) => secret !== '' && timingSafeEqual(Buffer.from(sealOf(id, secret), 'hex'), claimed),
  );
  return genuine ? id : null;
}
