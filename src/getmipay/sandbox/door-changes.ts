import express, { type Request, Router } from 'express';
import type { Dates } from './dates.ts';
import { Refusal } from './refusal.ts';
import type { Rules } from './rules.ts';
import { readScenario } from './scenario.ts';
import type { Seal } from './seal.ts';
import type { Tokens } from './v1/tokens.ts';

export interface ChangesSettings {
  readonly rules: Rules;
  readonly seal: Seal;
  readonly tokens: Tokens;
  readonly dates: Dates;
}

/** The part of the door that changes how the sandbox behaves. */
export function changesRouter({ rules, seal, tokens, dates }: ChangesSettings): Router {
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

  router.put('/date', json, (request, response) => {
    const at = instantIn(request);
    if (!dates.set(at)) throw new Refusal(422, 'at_not_past', "Cet instant n'est pas passé.");
    response.json({ at });
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

const fieldOf = ({ body }: Request, name: string): unknown =>
  typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Null: no instant of the past any more. */
function instantIn(request: Request): Date | null {
  const text = fieldOf(request, 'at');
  if (text === null) return null;
  const at = typeof text === 'string' && INSTANT.test(text) ? new Date(text) : null;
  if (at && !Number.isNaN(at.getTime())) return at;
  throw new Refusal(
    422,
    'at_invalid',
    'Le champ at doit être un instant ISO 8601 en UTC, ou null.',
  );
}

function secretIn(request: Request): string {
  const secret = fieldOf(request, 'webhookSecret');
  if (typeof secret === 'string' && secret.trim() !== '') return secret;
  throw new Refusal(422, 'missing_webhookSecret', 'Le champ webhookSecret est obligatoire.');
}
