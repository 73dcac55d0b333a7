import type { NextFunction, Request, Response } from 'express';
import type { App } from '../app.ts';
import { forbidden } from '../kernel/errors.ts';
import { type Account, homeOf, signedInAccount, wantsJson } from './guard.ts';

/** What a person must do before anything else is open to them. */
interface Gate {
  readonly code: 'password_must_change' | 'second_factor_needed' | 'tontine_not_chosen';
  /** The page where they do it. */
  readonly path: string;
  readonly message: string;
}

const PASSWORD: Gate = {
  code: 'password_must_change',
  path: '/account/password/',
  message: 'Change your password first.',
};
const SECOND_FACTOR: Gate = {
  code: 'second_factor_needed',
  path: '/account/second-factor/',
  message: 'Set up your second factor first.',
};
const TONTINE: Gate = {
  code: 'tontine_not_chosen',
  path: '/tontine',
  message: 'Choose the tontine to act for first.',
};

/** The first gate that this account stands before; null: everything of its role is open. */
function gateOf(app: App, { person, tontines, ...account }: Account): Gate | null {
  if (account.mustChangePassword) return PASSWORD;
  const { requireSecondFactor } = app.settings;
  if (requireSecondFactor && person.role !== 'MEMBER' && !account.hasSecondFactor) {
    return SECOND_FACTOR;
  }
  const undecided = person.role === 'TREASURER' && tontines.length > 1 && !person.tontineId;
  return undecided ? TONTINE : null;
}

/** Where this account goes once it is signed in: through its gates, then to where it wanted, or home. */
export function landingOf(app: App, account: Account, wanted = ''): string {
  const gate = gateOf(app, account);
  if (!gate) return wanted || homeOf(account.person);
  return gate === TONTINE && wanted ? withNext(gate, wanted) : gate.path;
}

const withNext = ({ path }: Gate, wanted: string) => `${path}?next=${encodeURIComponent(wanted)}`;

/**
 * Behind `signedInOnly`: keeps everybody at the gate that they stand before. A page leads there; a
 * program, or a form that was sent, is told by 403 with the gate's code.
 */
export function gated(app: App) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const gate = gateOf(app, signedInAccount(res));
    const path = req.baseUrl + req.path;
    if (!gate || isUnder(path, gate.path) || (gate === TONTINE && isUnder(path, '/account'))) {
      next();
    } else if (wantsJson(req) || req.method !== 'GET') {
      next(forbidden(gate.code, gate.message));
    } else res.redirect(303, gate === TONTINE ? withNext(gate, req.originalUrl) : gate.path);
  };
}

function isUnder(path: string, folder: string): boolean {
  const base = folder.replace(/\/$/, '');
  return path === base || path.startsWith(`${base}/`);
}
