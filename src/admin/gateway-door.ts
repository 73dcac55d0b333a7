import { Router } from 'express';
import type { App } from '../app.ts';
import { currentPerson } from './actor-store.ts';

/**
 * What the panel asks about the gateway itself. GET /api/gateway: whether it answers, from memory, and whether it can be
 * asked what we have there, for everybody who works here. GET /api/gateway/balance: what we have there, for the office;
 * it may wait for the gateway, so that it is a request of its own.
 */
export function gatewayDoor(app: App): Router {
  const router = Router();
  router.get('/api/gateway', (_req, res) => {
    const { health, can } = app.gatewayState();
    res.json({ ...health, tellsBalance: can.balance });
  });
  router.get('/api/gateway/balance', async (_req, res) => {
    res.json(await app.gatewayBalance({ actor: currentPerson() }));
  });
  return router;
}
