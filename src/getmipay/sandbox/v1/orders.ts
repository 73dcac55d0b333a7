import type { Request } from 'express';
import { countryOf } from '../../../kernel/phone.ts';
import type { JsonObject } from '../../json.ts';
import { scalarText } from '../../text.ts';
import type { OperationKind, Order } from '../operation.ts';
import { asPhone, isLoopback, readAmount, readCurrency, readUrl, required } from '../orders.ts';
import { Refusal } from '../refusal.ts';
import type { SandboxService } from './services.ts';

/** The header `operation` says again what the address says. */
const OPERATION_HEADER: Readonly<Record<OperationKind, string>> = { payment: '2', payout: '4' };
const OTP = '123456';
const MAX_WORDS = 255;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/**
 * Reads and checks `POST /payins` or `POST /payouts`.
 * @throws Refusal 422, in words that a treasurer may read
 */
export function readV1Order(
  kind: OperationKind,
  request: Request,
  body: JsonObject,
  services: readonly SandboxService[],
): Order {
  if (request.get('operation') !== OPERATION_HEADER[kind]) {
    throw new Refusal(422, 'operation_invalid', "L'en-tête operation ne convient pas.");
  }
  const service = services.find(({ id }) => String(id) === request.get('service'));
  if (!service || (kind === 'payout' && !service.payout)) {
    throw new Refusal(422, 'service_unknown', "Ce service n'existe pas.");
  }
  const currency = readCurrency(body);
  if (currency !== service.currency) {
    throw new Refusal(422, 'currency_mismatch', "Ce service n'est pas dans cette devise.");
  }
  const description = words(body, 'description');
  const callback = readUrl(body, 'callback_url', () => true);
  const reachable = callback !== null && isLoopback(new URL(callback));
  return {
    kind,
    dialect: 'v1',
    currency,
    amount: readAmount(body, [service.min, service.max]),
    phone: readWallet(body, service),
    userId: words(body, 'customer_name'),
    method: service.method,
    merchantReference: null,
    mention: UUID.exec(description)?.[0].toLowerCase() ?? null,
    callbackUrl: reachable ? callback : null,
    callbackQuery: callback === null ? '' : new URL(callback).search,
    returnUrl: null,
    otpMissing: kind === 'payment' && isOtpMissing(request, service),
  };
}

/** No code: the order waits for one. A wrong one: refused. */
function isOtpMissing(request: Request, service: SandboxService): boolean {
  if (!service.otp) return false;
  const otp = request.get('otp')?.trim() ?? '';
  if (otp === '' || otp === OTP) return otp === '';
  throw new Refusal(422, 'otp_invalid', 'Le code de paiement (OTP) est incorrect ou a expiré.');
}

function words(body: JsonObject, field: string): string {
  const text = required(body, field);
  if (text.length <= MAX_WORDS) return text;
  throw new Refusal(422, `${field}_too_long`, `Le champ ${field} est trop long.`);
}

/** The phone in digits, without its plus, of the service's own country. */
function readWallet(body: JsonObject, service: SandboxService): string {
  const digits = scalarText(body.get('wallet')) ?? '';
  const phone = /^\d{8,15}$/.test(digits) ? asPhone(`+${digits}`, service.currency) : null;
  if (phone && countryOf(phone) === service.country) return phone;
  throw new Refusal(422, 'invalid_wallet', "Le numéro de téléphone n'est pas valide.");
}
