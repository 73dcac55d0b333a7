import { createHash } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { App } from '../app.ts';

/** After this long without a request, a person is signed out. */
const IDLE_MS = 30 * 60 * 1000;
/** After this long, a person signs in again whatever they do. */
const ABSOLUTE_MS = 12 * 60 * 60 * 1000;

declare module 'express-session' {
  interface SessionData {
    personId: string;
    /** Milliseconds since the epoch. */
    signedInAt: number;
  }
}

export interface Sessions {
  readonly middleware: RequestHandler[];
  /** A new id for the person who has just proved who they are; the old session is gone. */
  signIn(req: Request, personId: string): Promise<void>;
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
  const PgStore = connectPgSimple(session);
  const store = new PgStore({
    pool: app.sessionStorePool,
    tableName: 'session',
    createTableIfMissing: false,
    errorLog: (...about: unknown[]) => app.log.error({ about: about.map(String) }, 'session store'),
  });
  const read = session({
    name,
    secret: app.settings.sessionSecret,
    store,
    cookie,
    rolling: true,
    resave: false,
    saveUninitialized: false,
  });

  /** The person is read again on every request: disabled or demoted, they are so at once. */
  const readPerson = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    res.locals['person'] = null;
    const { personId, signedInAt } = req.session;
    if (personId) {
      const tooOld = app.clock.now().getTime() - (signedInAt ?? 0) > ABSOLUTE_MS;
      const about = { ip: req.ip ?? null, sessionId: publicId(req) };
      const person = tooOld ? null : await app.personById(personId, about);
      if (person) res.locals['person'] = person;
      else await renew(req);
    }
    next();
  };

  return {
    middleware: [read, readPerson],
    signIn: async (req, personId) => {
      await renew(req);
      req.session.personId = personId;
      req.session.signedInAt = app.clock.now().getTime();
    },
    signOut: async (req, res) => {
      await renew(req);
      const { maxAge: _, ...where } = cookie;
      res.clearCookie(name, where);
      res.locals['person'] = null;
    },
    close: () => void store.close(),
  };
}

/** The old session is deleted; the new, empty one is stored once something is put into it. */
const renew = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(error) : resolve()));
  });

/** What the audit may keep: tells sessions apart, and opens none. */
const publicId = (req: Request): string =>
  createHash('sha256').update(req.sessionID).digest('hex').slice(0, 16);
