import type { NextFunction, Request, Response } from 'express';
import { nonceOf } from './security-headers.ts';

/**
 * AdminJS's page carries two inline scripts: its state, first, and its start, last. Exactly these
 * two receive the nonce: a third one that got in between through somebody's name does not run.
 */
export function nonceForPanel(_req: Request, res: Response, next: NextFunction): void {
  const send = res.send.bind(res);
  res.send = (body?: unknown) => {
    const isPage = typeof body === 'string' && /^\s*<!doctype html/i.test(body);
    return send(isPage ? withNonce(body, nonceOf(res)) : body);
  };
  next();
}

/** The first and the last bare `<script>` of the page, with the nonce. */
export function withNonce(html: string, nonce: string): string {
  const bare = '<script>';
  const allowed = `<script nonce="${nonce}">`;
  const last = html.lastIndexOf(bare);
  if (last < 0) return html;
  const marked = html.slice(0, last) + allowed + html.slice(last + bare.length);
  const first = marked.indexOf(bare);
  return first < 0 || first >= last
    ? marked
    : marked.slice(0, first) + allowed + marked.slice(first + bare.length);
}
