import express, { type Request, Router } from 'express';
import { Refusal } from './refusal.ts';
import type { Rules } from './rules.ts';
import { readScenario } from './scenario.ts';
import type { Seal } from './seal.ts';
import type { Tokens } from './v1/tokens.ts';

export interface ChangesSettings {
  readonly rules: Rules;
  readonly seal: Seal;
  readonly tokens: Tokens;
}

/** The part of the door that changes how the sandbox behaves. */
export function changesRouter({ rules, seal, tokens }: ChangesSettings): Router {
  const router = Router();
  const json = express.json({ limit: '256kb' });

  router.get('/scenario', (_request, response) => {
    response.json(rules.scenario);
  });

  router.put('/scenario', json, (request, response) => {
    const read = readScenario(request.body ?? {});
    if (!read.ok) {
      throw new Refusal(422, 'scenario_invalid', `Ce scénario ne convient pas : ${read.why}.`);
    }
    rules.set(read.scenario);
    response.json(rules.scenario);
  });

  router.post('/secrets', json, (request, response) => {
    seal.rotate(secretIn(request));
    response.json({ ok: true });
  });

  router.post('/tokens/expire', (_request, response) => {
    tokens.expireAll();
    response.json({ ok: true });
  });
  return router;
}

function secretIn({ body }: Request): string {
  const secret: unknown =
    typeof body === 'object' && body !== null && 'webhookSecret' in body ? body.webhookSecret : '';
  if (typeof secret === 'string' && secret.trim() !== '') return secret;
  throw new Refusal(422, 'missing_webhookSecret', 'Le champ webhookSecret est obligatoire.');
}
