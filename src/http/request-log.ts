import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { App } from '../app.ts';

/** The reference that an error page quotes and the log holds. */
export const requestIdOf = (res: Response): string => String(res.locals['requestId']);

/** Gives each request an id, and writes one line when it is answered: no query, no body, no cookie. */
export function requestLog(app: App) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const id = randomUUID().slice(0, 8);
    const { method, path } = req;
    const startedAt = performance.now();
    res.locals['requestId'] = id;
    res.setHeader('X-Request-Id', id);
    res.once('finish', () => {
      const level = res.statusCode >= 400 || method === 'POST' ? 'info' : 'debug';
      const ms = Math.round(performance.now() - startedAt);
      app.log[level]({ requestId: id, method, path, status: res.statusCode, ms }, 'answered');
    });
    next();
  };
}
