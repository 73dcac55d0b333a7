import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import type { Currency, Francs } from '../kernel/money.ts';
import { countryOf } from '../kernel/phone.ts';
import { typed } from '../kernel/typed.ts';
import { type Gateway, serviceFor } from './gateway.ts';
import { expectWithin, type PaymentMethod } from './methods.ts';

/**
 * Refuses an order while the gateway does not answer, before any row or debit is made.
 * @throws GatewayUnavailable `gateway_down` with the seconds until another order may try
 */
export function expectGatewayUp(gateway: Gateway, clock: Clock): void {
  const health = gateway.health();
  if (health.up) return;
  const seconds = Math.max(1, Math.ceil((health.retryAt.getTime() - clock.now().getTime()) / 1000));
  throw new AppError(
    'GatewayUnavailable',
    'gateway_down',
    'GetMiPay does not answer at the moment; nothing was started.',
    { seconds },
  );
}

export interface OrderShape {
  readonly type: 'DEPOSIT' | 'WITHDRAWAL';
  readonly method: PaymentMethod;
  readonly phone: string;
  readonly amount: Francs;
  readonly currency: Currency;
  readonly otp: string | null;
}

/**
 * Where the gateway lists what it offers, an order must fit one of its services: country of the
 * phone, method, direction, its own range, and its one-time code.
 * @throws InvalidInput `method_unavailable`, `amount_below`, `amount_above`, `otp_needed`;
 * GatewayUnavailable `services_unknown`
 */
export async function expectService(gateway: Gateway, order: OrderShape): Promise<void> {
  if (!gateway.can.services) return;
  const answer = await gateway.services();
  if (answer.kind !== 'told') {
    throw new AppError(
      'GatewayUnavailable',
      'services_unknown',
      'GetMiPay has not told what it offers; nothing was started.',
      { seconds: 30 },
    );
  }
  const { method, amount } = order;
  const service = serviceFor(answer.services, {
    country: countryOf(order.phone),
    method: method.id,
    currency: order.currency,
    direction: order.type === 'DEPOSIT' ? 'deposit' : 'payout',
  });
  if (!service) {
    throw invalid(
      'method',
      'method_unavailable',
      `GetMiPay does not offer ${method.label} for this phone number at the moment.`,
      { method: method.label },
    );
  }
  expectWithin(method.label, amount, service);
  if (order.type === 'DEPOSIT' && service.otp && !order.otp) {
    throw invalid(
      'otp',
      'otp_needed',
      `${method.label} asks for a payment code: the member gets it from their operator.`,
      { method: method.label },
    );
  }
}

/** @throws InvalidInput `otp_invalid` */
export function parseOtp(text: unknown): string | null {
  const otp = typed(text).replace(/[\s-]/g, '');
  if (otp === '') return null;
  if (!/^[A-Za-z0-9]{1,8}$/.test(otp)) {
    throw invalid('otp', 'otp_invalid', 'The payment code has 1 to 8 digits or letters.');
  }
  return otp;
}
