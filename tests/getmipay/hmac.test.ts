import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacSha256 } from '../../src/getmipay/hmac.ts';

const byNode = (bytes: Uint8Array | string, secret: string) =>
  createHmac('sha256', secret).update(bytes).digest('hex');

test('any bytes under any secret have the HMAC that Node gives them', () => {
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }));
  const secret = fc.string({ unit: 'binary', maxLength: 100 });
  fc.assert(
    fc.property(bytes, secret, (message, key) => {
      expect(hmacSha256(message, key)).toBe(byNode(message, key));
    }),
    { numRuns: 1_000 },
  );
});

test.each([0, 1, 63, 64, 65, 200])('a secret of %i bytes is no exception', (length) => {
  const secret = 'é'.repeat(length).slice(0, Math.floor(length / 2)) + (length % 2 ? 's' : '');
  expect(Buffer.byteLength(secret)).toBe(length);
  expect(hmacSha256('5000', secret)).toBe(byNode('5000', secret));
});
