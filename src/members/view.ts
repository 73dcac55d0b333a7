import type { Request, Response } from 'express';
import type { Locale, Person } from '../kernel/actor.ts';
import { AppError } from '../kernel/errors.ts';
import { THEMES, type Theme } from './components/footer.tsx';
import { type Words, wordsOf } from './locale/index.ts';

/** What every page needs to know of its reader. */
export interface Viewer {
  readonly locale: Locale;
  readonly words: Words;
  readonly theme: Theme;
  /** `BUSINESS_TIMEZONE`. */
  readonly zone: string;
  readonly now: Date;
}

/** The member whose request this is; the door in front has let nobody else through. */
export function memberOf(res: Response): Person {
  const person = res.locals['person'] as Person | null | undefined;
  if (person?.role !== 'MEMBER') {
    throw new AppError('Forbidden', 'forbidden', 'These pages are for members.');
  }
  return person;
}

export function viewerOf(
  res: Response,
  app: { settings: { zone: string }; clock: { now(): Date } },
): Viewer {
  const locale: Locale = res.locals['locale'] === 'en' ? 'en' : 'fr';
  return {
    locale,
    words: wordsOf(locale),
    theme: themeOf(res.req.headers.cookie),
    zone: app.settings.zone,
    now: app.clock.now(),
  };
}

/** The theme that the page's script keeps in a cookie, so that the right one is painted at once. */
function themeOf(cookie = ''): Theme {
  const kept = /(?:^|;\s*)tontine_theme=(\w+)/.exec(cookie)?.[1];
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

/** The fields of a posted form, as typed; a field that is not text counts as empty. */
export function fieldsOf(
  req: Request,
  names: readonly string[],
  longest = 500,
): Record<string, string> {
  const given = (req as Request & { fields?: Record<string, unknown> }).fields ?? {};
  return Object.fromEntries(
    names.map((name) => {
      const value = given[name];
      return [name, typeof value === 'string' ? value.slice(0, longest) : ''];
    }),
  );
}
