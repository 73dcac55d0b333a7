import express, { type Request, type Response, Router } from 'express';
import { isSignedBy, readSignature } from '../signature.ts';
import { checkBearer } from './keys.ts';
import type { Operation, OperationKind, Order } from './operation.ts';
import { answerOrder, type OrderAnswering } from './order-answer.ts';
import { readOrder } from './orders.ts';
import { payPageOf } from './pages/address.ts';
import { Refusal } from './refusal.ts';

export interface ApiSettings extends OrderAnswering {
  readonly apiKey: string;
  readonly secretKey: string;
}

/** Dialect `initiate`: `POST /v1/payments/initiate` and `POST /v1/payouts/initiate`. */
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
  const bytes: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  checkBearer(request, settings.apiKey);
  checkSignature(request, bytes, settings.secretKey);
  const order = readOrder(kind, bytes);
  const key = request.get('idempotency-key') ?? null;
  const known = settings.books.byKey(key);
  if (known) {
    checkSameOrder(known, order);
    response.json(answerOf(known, request));
    return;
  }
  await answerOrder(settings, { request, response }, order, key, (operation) =>
    answerOf(operation, request),
  );
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

const answerOf = (operation: Operation, request: Request) => ({
  success: true,
  ...(operation.kind === 'payout'
    ? { payout_id: operation.reference }
    : { transaction_id: operation.reference, payment_url: payPageOf(operation, request) }),
  ...(operation.fee > 0n && { fee: Number(operation.fee) }),
});
