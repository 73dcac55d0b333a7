import type { Request, Response } from 'express';
import { AppError } from '../kernel/errors.ts';
import { sentence } from '../kernel/messages.ts';
import { failureOf } from './errors.ts';
import { wantsJson } from './guard.ts';
import { localPath } from './local-path.ts';
import { localeOf } from './locale.ts';
import type { FormProblem } from './pages.ts';

/** A field as it was typed; one that is not text counts as empty. */
export function textField(req: Request, name: string): string {
  const value: unknown = req.fields?.[name];
  return typeof value === 'string' ? value : '';
}

/** Where to go afterwards: a path of ours, or empty. */
export const nextOf = (req: Request): string =>
  localPath(req.fields?.['next'] ?? req.query['next']);

/** On to the next page; a program is told where that is. */
export function goTo(req: Request, res: Response, redirectUrl: string, more: object = {}): void {
  if (wantsJson(req)) res.json({ redirectUrl, ...more });
  else res.redirect(303, redirectUrl);
}

/** What a person can put right in the form in front of them. */
const TOLD_IN_FORM: readonly string[] = ['InvalidInput', 'Unauthentic', 'Conflict'];

/**
 * A refusal to be told in the form that caused it, with its status set on the answer. Everything
 * else, and whatever a program is to read, is thrown on.
 */
export function refusedForm(error: unknown, req: Request, res: Response): FormProblem {
  if (!(error instanceof AppError) || wantsJson(req)) throw error;
  if (!TOLD_IN_FORM.includes(error.kind)) throw error;
  const { status, retryAfterSeconds, field } = failureOf(error);
  if (retryAfterSeconds !== null) res.set('Retry-After', String(retryAfterSeconds));
  res.status(status);
  return { field, sentence: sentence(localeOf(res), error.code, error.details) };
}
