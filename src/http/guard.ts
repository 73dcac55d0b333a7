import type { NextFunction, Request, Response } from 'express';
import type { Person } from '../kernel/actor.ts';
import { AppError, forbidden } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';

/** The signed-in person of this request; null: nobody is signed in. */
export const personOf = (res: Response): Person | null =>
  (res.locals['person'] as Person | null | undefined) ?? null;

/** Where each kind of person works. */
export const homeOf = (person: Person): string =>
  person.role === 'MEMBER' ? '/wallet/' : '/admin';

/** Calls by a program, which want JSON: the panel's API, and whoever does not ask for a page. */
export const wantsJson = (req: Request): boolean =>
  req.originalUrl.startsWith('/admin/api/') || req.accepts(['html', 'json']) === 'json';

const signInFirst = () => new AppError('Unauthentic', 'sign_in_first', 'Sign in first.');

/** A page sends who is not signed in to the sign-in, and back afterwards; a program gets a 401. */
export function signedInOnly(req: Request, res: Response, next: NextFunction): void {
  if (personOf(res)) next();
  else if (wantsJson(req)) next(signInFirst());
  else if (req.method === 'GET') {
    res.redirect(303, `/login?next=${encodeURIComponent(req.originalUrl)}`);
  } else res.redirect(303, '/login');
}

/** The panel is for staff. A member who opens its pages is taken to their wallet. */
export function staffOnly(req: Request, res: Response, next: NextFunction): void {
  if (personOf(res)?.role !== 'MEMBER') next();
  else if (wantsJson(req) || req.method !== 'GET') {
    next(forbidden('forbidden', 'The panel is for staff.'));
  } else res.redirect(303, '/wallet/');
}

/** The members' pages are for members. Staff are taken to the panel: to the deposit that they came back from. */
export function membersOnly(req: Request, res: Response, next: NextFunction): void {
  if (personOf(res)?.role === 'MEMBER') next();
  else if (wantsJson(req) || req.method !== 'GET') {
    next(forbidden('for_members_only', 'These pages are for members.'));
  } else {
    const { depot } = req.query;
    res.redirect(
      303,
      isUuid(depot) ? `/admin/resources/Transaction/records/${depot}/show` : '/admin',
    );
  }
}
