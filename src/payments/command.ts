import { createHash } from 'node:crypto';
import { invalid } from '../kernel/errors.ts';
import { typed } from '../kernel/typed.ts';

/**
 * The key that makes a form act once: 1 to 64 printable characters.
 * @throws InvalidInput `idempotency_key_invalid`
 */
export function parseIdempotencyKey(text: unknown): string {
  const key = typeof text === 'string' ? text.trim() : '';
  if (!/^[\x21-\x7e]{1,64}$/.test(key)) {
    throw invalid(
      'idempotencyKey',
      'idempotency_key_invalid',
      'The request needs an idempotencyKey of 1 to 64 characters.',
    );
  }
  return key;
}

/** @throws InvalidInput `note_too_long` */
export function parseNote(text: unknown, field = 'note'): string | null {
  const note = typed(text).replaceAll('\0', '').trim();
  if (note.length > 255)
    throw invalid(field, 'note_too_long', 'The note may have at most 255 characters.');
  return note || null;
}

/** What a key was used for: the same key with another fingerprint is a conflict. */
export const fingerprint = (...parts: readonly (string | bigint | null)[]): string =>
  createHash('sha256')
    .update(JSON.stringify(parts.map((part) => (part === null ? null : String(part)))))
    .digest('hex');

/**
 * Why a person decides as they do: 1 to 255 characters.
 * @throws InvalidInput `reason_needed`, `note_too_long`
 */
export function parseReason(text: unknown): string {
  const reason = parseNote(text, 'reason');
  if (!reason) throw invalid('reason', 'reason_needed', 'Say why.');
  return reason;
}
