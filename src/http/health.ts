import { Router } from 'express';
import type { App } from '../app.ts';

/** /healthz: the process answers. /readyz: start-up is done and the database is there. */
export function createHealth(app: App, isReady: () => boolean): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const ready = isReady() && (await app.databaseIsUp());
    const status = ready ? 'ready' : 'not ready';
    res
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status });
  });
  return router;
}
