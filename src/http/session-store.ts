import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session, { type SessionData, type SessionOptions } from 'express-session';
import type { App } from '../app.ts';

/** A session is prolonged once this much of its time is gone: not with every click. */
const PROLONGED_AFTER_MS = 60_000;

type OpenSession = NonNullable<Awaited<ReturnType<App['openSession']>>>;

export interface SessionStores {
  /** Prolongs the session with what its person does. */
  readonly lively: session.Store;
  /** Reads and writes the same table, and prolongs nothing. */
  readonly quiet: session.Store;
  /** What was read with a request's session; nothing for one that this request began. */
  readWith(session: object): OpenSession | undefined;
  close(): void;
}

/** Two doors to the table `session`: a page that asks by itself must not keep its reader signed in. */
export function createStores(app: App): SessionStores {
  const read = new WeakMap<object, OpenSession>();

  /** Reads the person together with the session, and writes no row for each request. */
  class Store extends connectPgSimple(session) {
    override get(sid: string, done: (error: unknown, data?: SessionData | null) => void): void {
      app.openSession(sid).then(
        (found) => {
          if (found) read.set(found.kept, found);
          process.nextTick(done, null, found?.kept);
        },
        (error) => process.nextTick(done, error),
      );
    }

    override createSession(req: Request, kept: SessionData) {
      const found = read.get(kept);
      const created = super.createSession(req, kept);
      if (found) read.set(created, found);
      return created;
    }

    override touch(sid: string, data: SessionData, done?: () => void): void {
      const until = read.get(data)?.until.getTime() ?? 0;
      const prolonged = data.cookie.expires?.getTime() ?? 0;
      if (prolonged - until < PROLONGED_AFTER_MS) done?.();
      else super.touch(sid, data, done);
    }
  }

  const options = {
    pool: app.sessionStorePool,
    tableName: 'session',
    createTableIfMissing: false,
    errorLog: (...about: unknown[]) => app.log.error({ about: about.map(String) }, 'session store'),
  };
  const lively = new Store(options);
  const quiet = new Store({ ...options, disableTouch: true, pruneSessionInterval: false });
  return {
    lively,
    quiet,
    readWith: (session) => read.get(session),
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
