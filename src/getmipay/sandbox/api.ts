import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type Response, Router } from 'express';
import { isSignedBy, readSignature } from '../signature.ts';
import type { Books } from './books.ts';
import type { Engine } from './engine.ts';
import { behaviourOf } from './magic.ts';
import type { Operation, OperationKind, Order } from './operation.ts';
import { readOrder } from './orders.ts';
import { Refusal } from './refusal.ts';

export interface ApiSettings {
  readonly apiKey: string;
  readonly secretKey: string;
  readonly books: Books;
  readonly engine: Engine;
  /** When the magic "too late" number is answered. */
  readonly slowAnswerMs: number;
}

/** Early webhooks are waited for this long, so that they really come before the answer. */
const EARLY_PATIENCE_MS = 5_000;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Refuses a call without the merchant's key. */
export function checkBearer(request: Request, apiKey: string): void {
  const given = request.get('authorization') ?? '';
  if (!timingSafeEqual(digest(given), digest(`Bearer ${apiKey}`))) {
    throw new Refusal(401, 'unauthorized', "La clé d'API est absente ou incorrecte.");
  }
}

/** `POST /v1/payments/initiate` and `POST /v1/payouts/initiate`. */
export function apiRouter(settings: ApiSettings): Router {
  const router = Router();
  const body = express.raw({ type: () => true, limit: '256kb' });
  router.post('/v1/payments/initiate', body, (request, response) =>
    initiate(settings, 'payment', request, response),
  );
  router.post('/v1/payouts/initiate', body, (request, response) =>
    initiate(settings, 'payout', request, response),
  );
  return router;
}

async function initiate(
  settings: ApiSettings,
  kind: OperationKind,
  request: Request,
  response: Response,
): Promise<void> {
  const { books, engine } = settings;
  const bytes: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  checkBearer(request, settings.apiKey);
  checkSignature(request, bytes, settings.secretKey);
  const order = readOrder(kind, bytes);
  const key = request.get('idempotency-key') ?? null;
  const known = books.byKey(key);
  if (known) {
    checkSameOrder(known, order);
    response.json(answerOf(known, request));
    return;
  }
  const { answer } = behaviourOf(order.phone);
  if (answer === 'refused')
    throw new Refusal(422, 'payer_not_found', 'Numéro inconnu chez cet opérateur.');
  if (answer === 'error_undone') throw new Refusal(500, 'internal_error', 'Erreur interne.');
  if (answer === 'silent') return;
  const operation = engine.open(order, key);
  switch (answer) {
    case 'lost':
      request.socket.resetAndDestroy();
      return;
    case 'error':
      throw new Refusal(500, 'internal_error', 'Erreur interne.');
    case 'slow':
      await sleep(settings.slowAnswerMs, undefined, { ref: false });
      break;
    case 'early':
      await Promise.race([
        engine.settle(operation, { state: 'completed' }),
        sleep(EARLY_PATIENCE_MS, undefined, { ref: false }),
      ]);
      break;
  }
  if (!response.destroyed) response.status(201).json(answerOf(operation, request));
}

function checkSignature(request: Request, bytes: Buffer, secretKey: string): void {
  const claimed = readSignature(request.headers['x-signature']);
  if (!claimed || !isSignedBy(bytes, claimed, [secretKey])) {
    throw new Refusal(401, 'invalid_signature', 'La signature de la requête est incorrecte.');
  }
}

function checkSameOrder(known: Operation, order: Order): void {
  const same = (['kind', 'amount', 'currency', 'phone', 'method', 'userId'] as const).every(
    (field) => known[field] === order[field],
  );
  if (!same) {
    throw new Refusal(
      409,
      'idempotency_conflict',
      'Cette clé a déjà servi pour une autre demande.',
    );
  }
}

const answerOf = (operation: Operation, request: Request) =>
  operation.kind === 'payout'
    ? { success: true, payout_id: operation.reference }
    : {
        success: true,
        transaction_id: operation.reference,
        payment_url: `${request.protocol}://${request.get('host')}/pay/${operation.reference}`,
      };
