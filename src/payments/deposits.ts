import { type PaymentDeps, type PaymentRequest, requestPayment } from './request-payment.ts';
import type { PaymentResult } from './transaction-view.ts';

/**
 * Starts a deposit: records it, then asks the gateway to collect the money. The wallet is credited
 * only by `settle`.
 * @throws InvalidInput with the field; Conflict `idempotency_conflict`; Forbidden; NotFound;
 * GatewayUnavailable `gateway_down`, `services_unknown`
 */
export const requestDeposit = (
  deps: PaymentDeps,
  request: PaymentRequest,
): Promise<PaymentResult> => requestPayment(deps, 'DEPOSIT', request);
