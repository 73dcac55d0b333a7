import { timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from './hmac.ts';
import type { Json, JsonObject } from './json.ts';
import { isJsonObject } from './json.ts';
import { pythonDumps } from './python-json.ts';

const HEADER = /^(?:sha256=)?([0-9a-f]{64})$/i;

/** Lower-case hex HMAC-SHA256 of exactly these bytes. */
export const sign = hmacSha256;

/**
 * Which bytes a genuine signature was made over: all that came (`raw`), the whole body written
 * again as Python does (`body`), or `data` alone (`data`: nothing outside it is vouched for).
 */
export type GenuineForm = 'raw' | 'body' | 'data';

/** The 32 bytes that `X-Signature` carries (any case, `sha256=` allowed), or null. */
export function readSignature(header: string | string[] | undefined): Buffer | null {
  const hex = typeof header === 'string' ? HEADER.exec(header)?.[1] : undefined;
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}

/** Form 1: one HMAC per secret, in constant time. An empty secret proves nothing and is skipped. */
export const isSignedBy = (
  bytes: Uint8Array | string,
  claimed: Buffer,
  secrets: readonly string[],
) =>
  secrets.some((secret) => {
    if (secret === '') return false;
    return timingSafeEqual(Buffer.from(sign(bytes, secret), 'hex'), claimed);
  });

/**
 * Forms 2 and 3 of `gateway-contract.md` A, tried once form 1 has failed under every secret.
 * `vouches` tells whether a signed `data` names the transaction and the outcome by itself.
 */
export function formOfReserialised(
  raw: Buffer,
  body: Json,
  claimed: Buffer,
  secrets: readonly string[],
  vouches: (body: JsonObject, data: JsonObject) => boolean,
): GenuineForm | null {
  const written = bothForms(body);
  if (written.some((text) => isOneByteOff(raw, text))) return null;
  if (written.some((text) => isSignedBy(text, claimed, secrets))) return 'body';
  const data = isJsonObject(body) ? body.get('data') : undefined;
  if (!isJsonObject(body) || !isJsonObject(data) || !vouches(body, data)) return null;
  return bothForms(data).some((text) => isSignedBy(text, claimed, secrets)) ? 'data' : null;
}

const bothForms = (value: Json): string[] => [
  pythonDumps(value),
  pythonDumps(value, { sortKeys: true }),
];

/**
 * A body in Python's own form but for one byte (a blank became a tab, `\u00e9` became
 * `\u00E9`) was damaged or touched on its way. It would mean the same and so pass form 2, but
 * nobody writes JSON like that: one flipped byte anywhere is refused.
 */
function isOneByteOff(raw: Buffer, written: string): boolean {
  if (raw.length !== written.length) return false;
  const canonical = Buffer.from(written, 'latin1');
  let differences = 0;
  for (let index = 0; index < raw.length && differences < 2; index += 1) {
    if (raw[index] !== canonical[index]) differences += 1;
  }
  return differences === 1;
}
