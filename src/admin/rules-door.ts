import { Router } from 'express';
import type { App } from '../app.ts';
import { typed } from '../kernel/typed.ts';
import { currentPerson } from './actor-store.ts';
import { operations } from './operations-to-come.ts';

/**
 * The rules of matching: read, changed, switched, and tried beforehand on what waits (`…/try`) and on
 * what people decided (`…/back-test`); both trials write nothing.
 */
export function rulesDoor(app: App): Router {
  const ops = operations(app);
  const router = Router();
  const actor = currentPerson;

  router.get('/api/rules', async (_req, res) => {
    res.json({ rules: await ops.matchRules({ actor: actor() }) });
  });
  router.post('/api/rules', async (req, res) => {
    res.json(await ops.saveRule({ actor: actor(), rule: req.fields['rule'] }));
  });
  router.post('/api/rules/switch', async (req, res) => {
    const { id, enabled } = req.fields;
    await ops.switchRule({ actor: actor(), id: typed(id), enabled: enabled === true });
    res.json({ enabled: enabled === true });
  });
  router.post('/api/rules/try', async (req, res) => {
    res.json(await ops.tryRule({ actor: actor(), rule: req.fields['rule'] }));
  });
  router.post('/api/rules/back-test', async (req, res) => {
    res.json(await ops.backTestRule({ actor: actor(), rule: req.fields['rule'] }));
  });
  return router;
}
