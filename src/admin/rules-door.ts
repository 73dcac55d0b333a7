import { Router } from 'express';
import type { App } from '../app.ts';
import { typed } from '../kernel/typed.ts';
import { currentPerson } from './actor-store.ts';

/**
 * The rules of matching: read, changed, switched, and tried beforehand on what waits (`…/try`) and on
 * what people decided (`…/back-test`); both trials write nothing.
 */
export function rulesDoor(app: App): Router {
  const router = Router();
  const actor = currentPerson;

  router.get('/api/rules', async (_req, res) => {
    res.json({ rules: await app.matchRules({ actor: actor() }) });
  });
  router.post('/api/rules', async (req, res) => {
    res.json(await app.saveRule({ actor: actor(), rule: req.fields['rule'] }));
  });
  router.post('/api/rules/:id/switch', async (req, res) => {
    const enabled = req.fields['enabled'] === true;
    await app.switchRule({ actor: actor(), id: typed(req.params['id']), enabled });
    res.json({ enabled });
  });
  router.post('/api/rules/try', async (req, res) => {
    res.json(await app.tryRule({ actor: actor(), rule: req.fields['rule'] }));
  });
  router.post('/api/rules/back-test', async (req, res) => {
    res.json(await app.backTestRule({ actor: actor(), rule: req.fields['rule'] }));
  });
  return router;
}
