import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { Refusal } from './refusal.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares two texts without telling by time where they differ. */
export const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

/** Refuses a call without the merchant's key. */
export function checkBearer(request: Request, apiKey: string): void {
  if (!isSame(request.get('authorization') ?? '', `Bearer ${apiKey}`)) {
    throw new Refusal(401, 'unauthorized', "La clé d'API est absente ou incorrecte.");
  }
}
