import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session, { type SessionOptions } from 'express-session';
import type { App } from '../app.ts';

export interface SessionStores {
  /** Prolongs the session with every request. */
  readonly lively: session.Store;
  /** Reads and writes the same table, and prolongs nothing. */
  readonly quiet: session.Store;
  close(): void;
}

/** Two doors to the table `session`: a page that asks by itself must not keep its reader signed in. */
export function createStores(app: App): SessionStores {
  const PgStore = connectPgSimple(session);
  const options = {
    pool: app.sessionStorePool,
    tableName: 'session',
    createTableIfMissing: false,
    errorLog: (...about: unknown[]) => app.log.error({ about: about.map(String) }, 'session store'),
  };
  const lively = new PgStore(options);
  const quiet = new PgStore({ ...options, disableTouch: true, pruneSessionInterval: false });
  return {
    lively,
    quiet,
    close: () => {
      void lively.close();
      void quiet.close();
    },
  };
}

/** Express-session, rolling for what a person does and not for what their page does by itself. */
export function readSession(
  options: Omit<SessionOptions, 'store' | 'rolling' | 'saveUninitialized'>,
  { lively, quiet }: SessionStores,
): RequestHandler {
  const saveUninitialized = false;
  const acted = session({ ...options, saveUninitialized, store: lively, rolling: true });
  const asked = session({ ...options, saveUninitialized, store: quiet, rolling: false });
  return (req, res, next) => (isBackground(req) ? asked : acted)(req, res, next);
}

/** A page's own polling (`X-Background: 1`) and its stream of events: nobody need sit in front of it. */
export const isBackground = (req: Request): boolean =>
  req.headers['x-background'] === '1' ||
  (req.method === 'GET' && /^\/wallet\/events\/?$/i.test(req.path));
