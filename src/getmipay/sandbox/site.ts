import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type ApiSettings, apiRouter } from './api.ts';
import { type DoorSettings, doorRouter } from './door.ts';
import type { Downtime } from './downtime.ts';
import { type PagesSettings, pagesRouter } from './pages/routes.ts';
import { asRefusal, notFound, type Refusal } from './refusal.ts';
import { statementsRouter } from './statements/routes.ts';
import { type V1Settings, v1Router } from './v1/router.ts';

const V1 = '/api/v1';

type SiteSettings = ApiSettings &
  V1Settings &
  DoorSettings &
  PagesSettings & { readonly downtime: Downtime };

/** Everything that the sandbox serves: both dialects, the door, the pages. */
export function sandboxSite(settings: SiteSettings): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  app.use(['/v1', V1], settings.downtime.middleware);
  app.use(apiRouter(settings));
  app.use(V1, v1Router(settings));
  app.use(doorRouter(settings));
  app.use(statementsRouter(settings.books));
  app.use(pagesRouter(settings));
  app.use((request: Request, response: Response) => refuse(request, response, notFound()));
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (!response.headersSent) refuse(request, response, asRefusal(error));
  });
  return app;
}

const refuse = (request: Request, response: Response, refusal: Refusal) => {
  const isV1 = request.originalUrl.startsWith(V1);
  response.status(refusal.status).json(isV1 ? refusal.envelope() : refusal.body());
};
