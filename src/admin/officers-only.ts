import type { NextFunction, Request, Response } from 'express';
import { forbidden } from '../kernel/errors.ts';
import { currentPerson } from './actor-store.ts';

const OFFICERS: readonly string[] = ['FINANCE', 'ADMIN'];

/**
 * Keeps everybody else away before anything of the request is read; each operation checks again.
 * @throws Forbidden `officers_only`
 */
export function officersOnly(_req: Request, _res: Response, next: NextFunction): void {
  if (!OFFICERS.includes(currentPerson().role))
    throw forbidden('officers_only', 'Reconciliation is for finance and administrators.');
  next();
}
