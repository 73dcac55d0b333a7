import type { NextFunction, Request, Response } from 'express';
import { HttpRefusal } from './errors.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a mutation that another site's page started. A browser always names the origin of a POST,
 * in `Sec-Fetch-Site` or in `Origin`, and what it says decides. A request with neither was not
 * made by a page: it carries no cookie that its sender did not put there.
 */
export function sameOriginOnly(publicUrl: string) {
  const ours = new URL(publicUrl).origin;
  return (req: Request, _res: Response, next: NextFunction): void => {
    if (SAFE_METHODS.has(req.method) || isSameOrigin(req, ours)) next();
    else next(new HttpRefusal(403, 'cross_origin', 'This request was started by another site.'));
  };
}

function isSameOrigin(req: Request, ours: string): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = req.headers;
  if (origin === undefined) return true;
  return origin === ours || origin === `${req.protocol}://${req.headers.host}`;
}
