import type { NextFunction, Request, Response } from 'express';
import type { App } from '../app.ts';
import type { Person } from '../kernel/actor.ts';
import { AppError, forbidden } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';

export type Account = NonNullable<Awaited<ReturnType<App['accountById']>>>;

/** The account of this request's person; null: nobody is signed in. */
export const accountOf = (res: Response): Account | null =>
  (res.locals['account'] as Account | null | undefined) ?? null;

/** The signed-in person of this request; null: nobody is signed in. */
export const personOf = (res: Response): Person | null =>
  (res.locals['person'] as Person | null | undefined) ?? null;

/** Whoever gave the right password and still owes the code: nobody's pages are open to them. */
export const halfSignedInOf = (res: Response): Account | null =>
  (res.locals['halfSignedIn'] as Account | null | undefined) ?? null;

/** Behind `signedInOnly`. @throws Unauthentic `sign_in_first` where somebody forgot it */
export function signedInAccount(res: Response): Account {
  const account = accountOf(res);
  if (!account) throw signInFirst();
  return account;
}

/** Where each kind of person works. */
export function homeOf({ role }: Person): string {
  if (role === 'MEMBER') return '/wallet/';
  return role === 'TREASURER' ? '/admin/resources/Wallet' : '/admin';
}

/** Calls by a program, which want JSON: the panel's API, and whoever does not ask for a page. */
export const wantsJson = (req: Request): boolean =>
  /^\/admin\/api\//i.test(req.originalUrl) || req.accepts(['html', 'json']) === 'json';

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
  const person = personOf(res);
  if (person?.role === 'MEMBER') next();
  else if (!person || wantsJson(req) || req.method !== 'GET') {
    next(forbidden('for_members_only', 'These pages are for members.'));
  } else {
    const { depot } = req.query;
    res.redirect(
      303,
      isUuid(depot) ? `/admin/resources/Transaction/records/${depot}/show` : homeOf(person),
    );
  }
}
