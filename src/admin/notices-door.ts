import { Router } from 'express';
import type { App } from '../app.ts';
import { currentPerson } from './actor-store.ts';

/**
 * The bell. GET /api/notices: what this person should know, in their language, and how much of it is
 * new to them. POST /api/notices/:id/read: they have seen it.
 */
export function noticesDoor(app: App): Router {
  const router = Router();
  router.get('/api/notices', async (_req, res) => {
    res.json(await app.notices({ actor: currentPerson() }));
  });
  router.post('/api/notices/:id/read', async (req, res) => {
    await app.acknowledgeNotice({ actor: currentPerson(), id: req.params['id'] });
    res.json({ ok: true });
  });
  return router;
}
