import { Router } from 'express';
import type { App } from '../app.ts';
import { invalid } from '../kernel/errors.ts';
import { typed } from '../kernel/typed.ts';
import { currentPerson } from './actor-store.ts';
import { officersOnly } from './officers-only.ts';

const DECISIONS = ['approve', 'reject', 'withdraw'] as const;
/** As many as one request decides. */
const MOST = 500;

/** @throws InvalidInput `decision_unknown` */
function decisionIn(value: unknown): (typeof DECISIONS)[number] {
  const decision = DECISIONS.find((one) => one === value);
  if (!decision) throw invalid('decision', 'decision_unknown', 'Approve, reject or withdraw.');
  return decision;
}

/** What a second person says about what the first one proposed: one by one, or several at once. */
export function resolutionsDoor(app: App): Router {
  const router = Router();
  router.use('/api/resolutions', officersOnly);
  router.post('/api/resolutions/decide', async (req, res) => {
    const { resolutionIds, decision, reason } = req.fields;
    const ids = Array.isArray(resolutionIds) ? [...new Set(resolutionIds.map(typed))] : [];
    if (ids.length === 0 || ids.length > MOST)
      throw invalid('resolutionIds', 'choice_invalid', `Choose 1 to ${MOST}.`, { most: MOST });
    res.json(
      await app.decideResolutions({
        actor: currentPerson(),
        resolutionIds: ids,
        decision: decisionIn(decision),
        reason: typed(reason),
      }),
    );
  });
  router.post('/api/resolutions/:id/decide', async (req, res) => {
    const { decision, reason } = req.fields;
    res.json(
      await app.decideResolution({
        actor: currentPerson(),
        resolutionId: req.params.id,
        decision: decisionIn(decision),
        reason: typed(reason),
      }),
    );
  });
  return router;
}
