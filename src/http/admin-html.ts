import type { NextFunction, Request, Response } from 'express';
import { nonceOf } from './security-headers.ts';

/**
 * The panel's page carries one inline script: its state, before everything else. Only that one
 * receives the nonce: another one that got in through somebody's name does not run.
 */
export function nonceForPanel(_req: Request, res: Response, next: NextFunction): void {
  const send = res.send.bind(res);
  res.send = (body?: unknown) => {
    const isPage = typeof body === 'string' && /^\s*<!doctype html/i.test(body);
    return send(isPage ? withNonce(body, nonceOf(res)) : body);
  };
  next();
}

/** The first bare `<script>` of the page, with the nonce. */
export const withNonce = (html: string, nonce: string): string =>
  html.replace('<script>', () => `<script nonce="${nonce}">`);
