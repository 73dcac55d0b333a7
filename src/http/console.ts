import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { createAdmin } from '../admin/index.ts';
import { createMembers } from '../members/index.ts';
import { createAccount } from './account.ts';
import { nonceForPanel } from './admin-html.ts';
import { parseBody } from './body.ts';
import { compressed } from './compressed.ts';
import { answerFailure, nothingHere } from './failure.ts';
import { gated, landingOf } from './gates.ts';
import { accountOf, membersOnly, signedInOnly, staffOnly } from './guard.ts';
import { createHealth } from './health.ts';
import { readLocale } from './locale.ts';
import { createLogin } from './login.ts';
import type { ServerOptions } from './options.ts';
import { requestLog } from './request-log.ts';
import { sameOriginOnly } from './same-origin.ts';
import { createSecondFactor } from './second-factor.ts';
import { securityHeaders } from './security-headers.ts';
import { createSessions } from './session.ts';
import { serveStatic } from './static.ts';
import { createTontineChoice } from './tontine.ts';

export interface Console {
  /** Every route that is answered here: the access test reads them. */
  readonly express: Express;
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Ends the streams that would keep the server from stopping. */
  endStreams(): void;
  close(): void;
}

/** Everything but the webhook, in the order in which a request meets it. */
export async function createConsole(options: ServerOptions): Promise<Console> {
  const { app, bundleDir, isReady } = options;
  const { publicUrl } = app.settings;
  const behindProxy = publicUrl.startsWith('https:');
  const members = createMembers(app);
  const admin = await createAdmin(app, { bundleDir });
  const sessions = createSessions(app);

  const server = express();
  server.disable('x-powered-by');
  // X-Forwarded-* is believed only where a proxy must be: https ends there, one hop away.
  server.set('trust proxy', behindProxy ? 1 : false);

  server.use(requestLog(app));
  server.use(securityHeaders(publicUrl));
  server.use(serveStatic(members.assets));
  server.use(createHealth(app, isReady));
  if (behindProxy) server.use(arrivedOverHttps);
  server.use(sessions.middleware);
  server.use(readLocale);
  server.use(sameOriginOnly(publicUrl));
  server.use(parseBody);

  server.get('/', (_req, res) => {
    const account = accountOf(res);
    res.redirect(303, account ? landingOf(app, account) : '/login');
  });
  server.use(createLogin(app, sessions, members.pages));
  const inside = [signedInOnly, gated(app)];
  server.use(['/account', '/tontine'], inside, notKept);
  server.use(createAccount(app, members.pages));
  server.use(createSecondFactor(app, sessions, members.pages));
  server.use(createTontineChoice(app, sessions, members.pages));
  server.use(members.payerRouter);
  server.use(['/wallet', '/vaults'], inside, membersOnly);
  server.use(members.router);
  server.use('/admin', inside, staffOnly, compressed, nonceForPanel, admin.router);
  server.use(nothingHere);
  server.use(answerFailure(app, members.pages));

  return {
    express: server,
    handle: (req, res) => void server(req, res),
    endStreams: members.close,
    close: sessions.close,
  };
}

/** Secrets and recovery codes are nobody's but the reader's: no copy is kept. */
function notKept(_req: Request, res: Response, next: NextFunction): void {
  res.set('Cache-Control', 'no-store');
  next();
}

/** A proxy that ends https and does not say so: without this nobody could sign in behind it. */
function arrivedOverHttps(req: Request, _res: Response, next: NextFunction): void {
  req.headers['x-forwarded-proto'] ??= 'https';
  next();
}
