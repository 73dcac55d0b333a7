import type { NextFunction, Request, Response } from 'express';
import type { App } from '../app.ts';
import { AppError, notFound } from '../kernel/errors.ts';
import { sentence } from '../kernel/messages.ts';
import { failureOf } from './errors.ts';
import { personOf, wantsJson } from './guard.ts';
import { localeOf, lookOf } from './locale.ts';
import type { Pages } from './pages.ts';
import { requestIdOf } from './request-log.ts';

/** What no router answered. */
export function nothingHere(req: Request, _res: Response, next: NextFunction): void {
  next(notFound('page', req.path));
}

/**
 * The last stop of every error: a page for people, JSON for programs, always with the reference
 * that finds it in the log, never with a stack.
 */
export function answerFailure(app: App, pages: Pages) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    const failure = failureOf(error);
    const reference = requestIdOf(res);
    if (failure.status >= 500) app.log.error({ err: error, requestId: reference }, 'unexpected');
    if (res.headersSent) {
      next(error);
      return;
    }
    const locale = localeOf(res);
    const details = error instanceof AppError ? error.details : {};
    const said = sentence(locale, failure.code, details);
    res.status(failure.status).set('Cache-Control', 'no-store');
    if (failure.retryAfterSeconds !== null) res.set('Retry-After', `${failure.retryAfterSeconds}`);
    if (wantsJson(req)) {
      const { code, field } = failure;
      res.json({
        error: { code, message: said, ...(field ? { field } : {}) },
        requestId: reference,
      });
      return;
    }
    res.send(
      pages.failure({
        ...lookOf(res),
        person: personOf(res),
        status: failure.status,
        code: failure.code,
        // A page has words of its own for what is nobody's rule.
        sentence: error instanceof AppError && failure.code !== 'not_found' ? said : null,
        reference,
      }),
    );
  };
}
