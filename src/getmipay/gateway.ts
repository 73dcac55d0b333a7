import type { Clock } from '../kernel/clock.ts';
import type { Gateway, ParsedWebhook, WebhookDelivery } from '../payments/gateway.ts';
import { speakInitiate } from './initiate.ts';
import { createLine } from './line.ts';
import { scrubFact } from './scrub.ts';
import type { GatewaySecrets, GatewaySettings } from './settings.ts';
import { speakV1 } from './v1/index.ts';
import { parseV1Webhook, V1_SIGNATURE } from './v1/webhook.ts';
import { parseWebhook } from './webhook.ts';

export { fixedSecrets, type GatewaySecrets, type GatewaySettings } from './settings.ts';

/** A genuine `X-Signature` says more than the other dialect's: it is believed first. */
function read(delivery: WebhookDelivery, secrets: readonly string[], clock: Clock): ParsedWebhook {
  const isV1 = delivery.headers[V1_SIGNATURE] !== undefined;
  if (!isV1) return parseWebhook(delivery, secrets);
  const parsed = delivery.headers['x-signature'] && parseWebhook(delivery, secrets);
  return parsed && parsed.kind !== 'refused'
    ? parsed
    : parseV1Webhook(delivery, secrets, clock.now());
}

function scrubbed(parsed: ParsedWebhook, secrets: GatewaySecrets): ParsedWebhook {
  if (parsed.kind === 'refused' || parsed.fact.failureMessage === null) return parsed;
  return { ...parsed, fact: scrubFact(parsed.fact, secrets) };
}

/**
 * GetMiPay behind the port, in the dialect of the settings. Webhooks are read in both, whichever
 * takes our orders: what was ordered in one is still told in it after a switch.
 */
export function createGateway(settings: GatewaySettings): Gateway {
  const line = createLine(settings);
  const speak = settings.dialect === 'v1' ? speakV1 : speakInitiate;
  return {
    ...speak(settings, line),
    dialect: settings.dialect,
    health: line.health,
    parseWebhook(delivery) {
      const secrets = settings.secrets();
      return scrubbed(read(delivery, secrets.webhookSecrets, settings.clock), secrets);
    },
  };
}
