import { createHash } from 'node:crypto';
import type { Person } from '../kernel/actor.ts';
import { invalid } from '../kernel/errors.ts';
import { typed } from '../kernel/typed.ts';

/** The actor as the SQL functions take it, for the audit entry. */
export const actorJson = (actor: Person): string =>
  JSON.stringify({ id: actor.id, name: actor.username, ip: actor.ip, sessionId: actor.sessionId });

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
export function parseNote(text: unknown): string | null {
  const note = typed(text).replaceAll('\0', '').trim();
  if (note.length > 255)
    throw invalid('note', 'note_too_long', 'The note may have at most 255 characters.');
  return note || null;
}

/** What a key was used for: the same key with another fingerprint is a conflict. */
export const fingerprint = (...parts: readonly (string | bigint | null)[]): string =>
  createHash('sha256')
    .update(JSON.stringify(parts.map((part) => (part === null ? null : String(part)))))
    .digest('hex');
