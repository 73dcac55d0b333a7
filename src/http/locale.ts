import type { NextFunction, Request, Response } from 'express';
import type { Locale, Person } from '../kernel/actor.ts';

const COOKIE = 'tontine_lang';
const ONE_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The language that `readLocale` chose for this request. */
export const localeOf = (res: Response): Locale => (res.locals['locale'] === 'en' ? 'en' : 'fr');

/** How a page speaks and looks. */
export interface Look {
  readonly locale: Locale;
  /** What the page's script keeps in a cookie of this browser. */
  readonly theme: 'system' | 'light' | 'dark';
}

export function lookOf(res: Response): Look {
  const kept = /(?:^|;\s*)tontine_theme=(light|dark)(?:;|$)/.exec(
    res.req.headers.cookie ?? '',
  )?.[1];
  return {
    locale: localeOf(res),
    theme: kept === 'light' || kept === 'dark' ? kept : 'system',
  };
}

/** French, unless the address (`?lang=en`, remembered), the browser's memory or the person says otherwise. */
export function readLocale(req: Request, res: Response, next: NextFunction): void {
  const asked = known(req.query['lang']);
  if (asked) res.cookie(COOKIE, asked, { maxAge: ONE_YEAR_MS, httpOnly: true, sameSite: 'lax' });
  const remembered = /(?:^|;\s*)tontine_lang=(fr|en)(?:;|$)/.exec(req.headers.cookie ?? '')?.[1];
  const half = res.locals['halfSignedIn'] as { person: Person } | null | undefined;
  const person = (res.locals['person'] as Person | null | undefined) ?? half?.person;
  res.locals['locale'] = asked ?? known(remembered) ?? person?.locale ?? 'fr';
  next();
}

const known = (text: unknown): Locale | null => (text === 'fr' || text === 'en' ? text : null);
