import { type PaymentDeps, type PaymentRequest, requestPayment } from './request-payment.ts';
import type { PaymentResult } from './transaction-view.ts';

/**
 * Starts a payout: debits the wallet and holds the money at once, then asks the gateway to pay.
 * Without the balance nothing is stored and the gateway is not called.
 * @throws InvalidInput with the field; Conflict `insufficient_funds`, `idempotency_conflict`; Forbidden; NotFound;
 * GatewayUnavailable `gateway_down`, `services_unknown`
 */
export const requestPayout = (deps: PaymentDeps, request: PaymentRequest): Promise<PaymentResult> =>
  requestPayment(deps, 'WITHDRAWAL', request);
