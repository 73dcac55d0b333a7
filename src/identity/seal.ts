import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Seal {
  close(text: string, owner: string): string;
  /** Null: closed with a secret that is no longer in `SESSION_SECRET`, or for somebody else. */
  open(sealed: string, owner: string): string | null;
  /** What a text looks like under each secret, the newest first: it is compared, never opened. */
  marks(text: string, owner: string): readonly Buffer[];
}

/** Keeps small secrets in the database unreadable without `SESSION_SECRET`; the first one closes. */
export function createSeal(secrets: readonly string[]): Seal {
  const keys = secrets.map((secret) =>
    Buffer.from(hkdfSync('sha256', secret, '', 'tontine second factor', 32)),
  );
  const [newest] = keys;
  if (!newest) throw new Error('SESSION_SECRET has no secret.');
  return {
    close: (text, owner) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, newest, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed, owner) => {
      const bytes = Buffer.from(sealed, 'base64url');
      for (const key of keys) {
        try {
          const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES))
            .setAAD(Buffer.from(owner))
            .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
          const body = bytes.subarray(IV_BYTES + TAG_BYTES);
          return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
        } catch {
          // Another key may fit.
        }
      }
      return null;
    },
    marks: (text, owner) =>
      keys.map((key) => createHmac('sha256', key).update(`${owner}|${text}`).digest()),
  };
}
