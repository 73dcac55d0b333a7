import { hash } from 'node:crypto';

/** What SHA-256 reads at a time; a longer secret is hashed first. */
const BLOCK_BYTES = 64;

/**
 * Lower-case hex HMAC-SHA256 (RFC 2104) as two plain hashes, each one call: to make the object
 * of `createHmac` for every webhook, and to collect it, costs more than to hash.
 */
export function hmacSha256(bytes: Uint8Array | string, secret: string): string {
  const message = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const typed = Buffer.from(secret);
  const key = typed.length > BLOCK_BYTES ? bytesOf(hash('sha256', typed)) : typed;
  const inner = hash('sha256', keyed(key, 0x36, message));
  return hash('sha256', keyed(key, 0x5c, bytesOf(inner)));
}

const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** The key, filled up to a block and flipped by `pad`, with the message behind it. */
function keyed(key: Buffer, pad: number, message: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(BLOCK_BYTES + message.length).fill(pad, 0, BLOCK_BYTES);
  for (let index = 0; index < key.length; index += 1) bytes[index] = (key[index] ?? 0) ^ pad;
  bytes.set(message, BLOCK_BYTES);
  return bytes;
}
