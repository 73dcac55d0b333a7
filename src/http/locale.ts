import type { NextFunction, Request, Response } from 'express';
import type { Locale, Person } from '../kernel/actor.ts';

const COOKIE = 'tontine_lang';
const ONE_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The language that `readLocale` chose for this request. */
export const localeOf = (res: Response): Locale => (res.locals['locale'] === 'en' ? 'en' : 'fr');

/** French, unless the address (`?lang=en`, remembered), the browser's memory or the person says otherwise. */
export function readLocale(req: Request, res: Response, next: NextFunction): void {
  const asked = known(req.query['lang']);
  if (asked) res.cookie(COOKIE, asked, { maxAge: ONE_YEAR_MS, httpOnly: true, sameSite: 'lax' });
  const remembered = /(?:^|;\s*)tontine_lang=(fr|en)(?:;|$)/.exec(req.headers.cookie ?? '')?.[1];
  const person = res.locals['person'] as Person | null | undefined;
  res.locals['locale'] = asked ?? known(remembered) ?? person?.locale ?? 'fr';
  next();
}

const known = (text: unknown): Locale | null => (text === 'fr' || text === 'en' ? text : null);
