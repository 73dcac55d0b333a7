import { createHash } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { SessionData } from 'express-session';
import type { App } from '../app.ts';
import { AppError } from '../kernel/errors.ts';
import type { Account } from './guard.ts';
import { createStores, readSession } from './session-store.ts';

/** After this long without a request, or up to a minute sooner, a person is signed out. */
export const IDLE_MS = 30 * 60 * 1000;
/** After this long, a person signs in again whatever they do. */
const ABSOLUTE_MS = 12 * 60 * 60 * 1000;
/** How long a password that was right waits for its code. */
const CODE_MS = 5 * 60 * 1000;

declare module 'express-session' {
  interface SessionData {
    personId: string;
    /** Milliseconds since the epoch; without it the person has not signed in yet, or not wholly. */
    signedInAt: number;
    /** The tontine that a treasurer chose to act for. */
    tontineId: string;
    /** The password was right, at this time; the code is still to come. */
    codeSince: number;
    /** Where the person wanted to go, kept until the code is given. */
    next: string;
  }
}

export interface Sessions {
  readonly middleware: RequestHandler[];
  /** The password was right and a code must follow: a new session that opens nothing but that step. */
  askForCode(req: Request, personId: string, next: string): Promise<void>;
  /**
   * A new session for the person who has just proved who they are; the old one is gone.
   * @throws Unauthentic `sign_in_refused` for somebody who was disabled this very moment
   */
  signIn(req: Request, personId: string): Promise<Account>;
  /** The same session under a new id: a second factor was given. */
  renewId(req: Request): Promise<void>;
  /** The tontine that a treasurer acts for from now on. */
  chooseTontine(req: Request, tontineId: string): Promise<void>;
  signOut(req: Request, res: Response): Promise<void>;
  close(): void;
}

/**
 * Sessions in PostgreSQL, shared by all processes. `__Host-` and Secure where the console is
 * reached over https; a plain name elsewhere, or nobody could sign in at the first command.
 */
export function createSessions(app: App): Sessions {
  const secure = app.settings.publicUrl.startsWith('https:');
  const name = secure ? '__Host-tontine' : 'tontine';
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: IDLE_MS } as const;
  const stores = createStores(app);
  const secret = [...app.settings.sessionSecrets];
  const now = () => app.clock.now().getTime();

  const factsOf = (req: Request) => ({
    ip: req.ip ?? null,
    sessionId: publicId(req),
    tontineId: req.session.tontineId ?? null,
  });

  /** The person is read again on every request: disabled or demoted, they are so at once. */
  const readPerson = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const { personId, signedInAt, codeSince } = req.session;
    let account: Account | null = null;
    if (personId) {
      const isHalf = codeSince !== undefined;
      const tooOld = isHalf ? now() - codeSince > CODE_MS : now() - (signedInAt ?? 0) > ABSOLUTE_MS;
      account = tooOld ? null : (stores.readWith(req.session)?.account(factsOf(req)) ?? null);
      if (!account) await renew(req);
    }
    const isWhole = req.session.codeSince === undefined;
    res.locals['account'] = isWhole ? account : null;
    res.locals['halfSignedIn'] = isWhole ? null : account;
    res.locals['person'] = res.locals['account']?.person ?? null;
    next();
  };

  return {
    middleware: [readSession({ name, secret, cookie, resave: false }, stores), readPerson],
    askForCode: async (req, personId, next) => {
      await renew(req);
      await keep(req, { personId, next, codeSince: now() });
    },
    signIn: async (req, personId) => {
      await renew(req);
      const account = await app.accountById(personId, factsOf(req));
      if (!account) {
        throw new AppError('Unauthentic', 'sign_in_refused', 'The username or password is wrong.');
      }
      await keep(req, { personId, signedInAt: now() });
      await app.recordSignIn(account.person);
      return account;
    },
    renewId: async (req) => {
      const { cookie: _, ...kept } = req.session;
      await renew(req);
      await keep(req, kept);
    },
    chooseTontine: (req, tontineId) => keep(req, { tontineId }),
    signOut: async (req, res) => {
      await renew(req);
      const { maxAge: _, ...where } = cookie;
      res.clearCookie(name, where);
      res.locals['account'] = null;
      res.locals['person'] = null;
    },
    close: stores.close,
  };
}

/** The old session is deleted; the new, empty one is stored once something is put into it. */
const renew = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(error) : resolve()));
  });

/**
 * Stored before anything is answered: express-session alone sends the headers first, and a browser
 * follows a redirect at once, to a page that does not find its session yet.
 */
const keep = (req: Request, data: Partial<SessionData>): Promise<void> =>
  new Promise((resolve, reject) => {
    Object.assign(req.session, data);
    req.session.save((error: unknown) => (error ? reject(error) : resolve()));
  });

/** What the audit may keep: tells sessions apart, and opens none. */
const publicId = (req: Request): string =>
  createHash('sha256').update(req.sessionID).digest('hex').slice(0, 16);
