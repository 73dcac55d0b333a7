import { setTimeout as sleep } from 'node:timers/promises';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { isJsonObject, type JsonObject, parseJson } from '../../json.ts';
import { scalarText } from '../../text.ts';
import { isSame } from '../keys.ts';
import type { OperationKind } from '../operation.ts';
import { answerOrder, type OrderAnswering } from '../order-answer.ts';
import { asRefusal, notFound, Refusal } from '../refusal.ts';
import { checkOnWire, envelope, orderOnWire } from './answers.ts';
import { readV1Order } from './orders.ts';
import { type SandboxService, serviceOnWire } from './services.ts';
import type { Tokens } from './tokens.ts';

export interface V1Settings extends OrderAnswering {
  readonly apiKey: string;
  readonly secretKey: string;
  readonly tokens: Tokens;
  readonly services: readonly SandboxService[];
}

/** Dialect `v1` under `/api/v1`, on the same books (`gateway-contract.md`, B). */
export function v1Router(settings: V1Settings): Router {
  const { tokens, services, rules } = settings;
  const router = Router();
  router.use(express.raw({ type: () => true, limit: '256kb' }));

  router.post('/payins', (request, response) => order(settings, 'payment', request, response));
  router.post('/payouts', (request, response) => order(settings, 'payout', request, response));

  router.use(async (request, _response, next) => {
    const { latencyMs, lost } = rules.nextQuestion();
    if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });
    if (lost) request.socket.resetAndDestroy();
    else next();
  });
  router.post('/action/auth', (request, response) => {
    checkKeys(settings, bodyOf(request));
    const { token, expiresAt } = tokens.issue();
    const data = { token, expires_at: expiresAt.toISOString(), token_type: 'Bearer' };
    response.json(envelope('Authentification réussie', data));
  });
  router.use((request, _response, next) => {
    tokens.check(request);
    next();
  });
  router.post('/transaction-check', (request, response) => check(settings, request, response));
  router.get('/balance', (request, response) => {
    const currency = request.query.currency === 'XAF' ? 'XAF' : 'XOF';
    const balance = Number(settings.books.totals(currency).balance);
    const data = { balance, currency, merchant_name: 'Tontine Pro' };
    response.json(envelope('Solde du marchand', data));
  });
  router.get('/services', (_request, response) => {
    response.json(envelope('Services disponibles', services.map(serviceOnWire)));
  });

  router.use((_request: Request, response: Response) => refuse(response, notFound()));
  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    if (!response.headersSent) refuse(response, asRefusal(error));
  });
  return router;
}

const refuse = (response: Response, refusal: Refusal) => {
  response.status(refusal.status).json(refusal.envelope());
};

/** There is no idempotency here, whatever header comes: an order sent twice is two orders. */
async function order(
  settings: V1Settings,
  kind: OperationKind,
  request: Request,
  response: Response,
): Promise<void> {
  settings.tokens.check(request);
  const asked = readV1Order(kind, request, bodyOf(request), settings.services);
  await answerOrder(settings, { request, response }, asked, null, (operation) =>
    orderOnWire(operation, request),
  );
}

/** By `order_id`; a `pay_id` beside it must belong to the same operation. */
function check({ books, rules }: V1Settings, request: Request, response: Response): void {
  const body = bodyOf(request);
  const orderId = scalarText(body.get('order_id'));
  if (!orderId) throw new Refusal(422, 'missing_order_id', 'Le champ order_id est obligatoire.');
  const payId = scalarText(body.get('pay_id')) || null;
  const operation = books.find(orderId);
  // Only by the gateway's own reference: the merchant's is for the door.
  const known = operation?.reference === orderId ? operation : undefined;
  if (!known || (payId !== null && payId !== known.secondReference)) {
    throw new Refusal(404, 'transaction_not_found', "Cette transaction n'existe pas.");
  }
  response.once('finish', () => books.told(known));
  response.json(checkOnWire(known, rules.scenario.checkTellsFee));
}

function checkKeys({ apiKey, secretKey }: V1Settings, body: JsonObject): void {
  const given = (field: string) => scalarText(body.get(field)) ?? '';
  const genuine = [
    isSame(given('public_apikey'), apiKey),
    isSame(given('private_secretkey'), secretKey),
  ];
  if (!genuine.every(Boolean)) {
    throw new Refusal(401, 'invalid_credentials', "Les clés d'API sont incorrectes.");
  }
}

function bodyOf(request: Request): JsonObject {
  const bytes: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = parseJson(bytes.toString('utf8'));
  if (isJsonObject(body)) return body;
  throw new Refusal(400, 'invalid_json', "Le corps de la requête n'est pas un objet JSON.");
}
