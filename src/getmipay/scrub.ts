import type { GatewayFact } from '../payments/gateway.ts';
import type { GatewaySecrets } from './settings.ts';

const TOKEN = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g;
/** Eight digits or more, written with or without gaps. */
const PHONE = /\+?\d(?:[\s().-]*\d){7,14}/g;
/** A phone without its country code, in every country we serve; written with or without gaps. */
const NATIONAL_DIGITS = 8;

/**
 * Takes out of the gateway's free words what may not stand in a log line or an error: our keys,
 * a token, and the phone of this order but for its last three digits.
 */
export function scrub(
  text: string,
  secrets: GatewaySecrets,
  phone: string,
  otp: string | null = null,
): string {
  const hidden = hideSecrets(text, secrets);
  const clean = otp ? hidden.replaceAll(otp, '[hidden]') : hidden;
  const digits = phone.replace(/\D/g, '').slice(-NATIONAL_DIGITS);
  if (digits.length < NATIONAL_DIGITS) return clean;
  const written = new RegExp(`[+\\d\\s().-]*${[...digits].join('[\\s().-]*')}`, 'g');
  return clean.replace(written, maskDigits);
}

/** The same for a fact, whose phone we may not know: whatever is as long as one is masked. */
export const scrubFact = (fact: GatewayFact, secrets: GatewaySecrets): GatewayFact =>
  fact.failureMessage === null
    ? fact
    : {
        ...fact,
        failureMessage: hideSecrets(fact.failureMessage, secrets).replace(PHONE, maskDigits),
      };

function hideSecrets(text: string, { apiKey, secretKey, webhookSecrets }: GatewaySecrets): string {
  let clean = text.replace(TOKEN, '[hidden]');
  for (const secret of [apiKey, secretKey, ...webhookSecrets]) {
    if (secret !== '') clean = clean.replaceAll(secret, '[hidden]');
  }
  return clean;
}

/** `70 12 34 56` → `•• •• •4 56`: all but the last three digits, whatever stands between them. */
function maskDigits(found: string): string {
  let left = found.replace(/\D/g, '').length;
  return found.replace(/\d/g, (digit) => {
    left -= 1;
    return left < 3 ? digit : '•';
  });
}
