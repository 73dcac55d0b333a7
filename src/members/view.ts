import type { Request, Response } from 'express';
import type { Locale, Person } from '../kernel/actor.ts';
import { AppError } from '../kernel/errors.ts';
import { type Words, wordsOf } from './locale/index.ts';

/** What every page needs to know of its reader. */
export interface Viewer {
  readonly locale: Locale;
  readonly words: Words;
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
  return { locale, words: wordsOf(locale), zone: app.settings.zone, now: app.clock.now() };
}

/** The fields of a posted form, as typed; a field that is not text counts as empty. */
export function fieldsOf(req: Request, names: readonly string[]): Record<string, string> {
  const given = (req as Request & { fields?: Record<string, unknown> }).fields ?? {};
  return Object.fromEntries(
    names.map((name) => [name, typeof given[name] === 'string' ? given[name].slice(0, 500) : '']),
  );
}
