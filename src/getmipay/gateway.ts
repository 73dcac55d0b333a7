import type { Gateway } from '../payments/gateway.ts';
import { speakInitiate } from './initiate.ts';
import { createLine } from './line.ts';
import type { GatewaySettings } from './settings.ts';
import { speakV1 } from './v1/index.ts';
import { parseV1Webhook, V1_SIGNATURE } from './v1/webhook.ts';
import { parseWebhook } from './webhook.ts';

export { fixedSecrets, type GatewaySecrets, type GatewaySettings } from './settings.ts';

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
      const { webhookSecrets } = settings.secrets();
      return delivery.headers[V1_SIGNATURE] === undefined
        ? parseWebhook(delivery, webhookSecrets)
        : parseV1Webhook(delivery, webhookSecrets, settings.clock.now());
    },
  };
}
