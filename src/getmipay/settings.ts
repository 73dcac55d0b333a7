import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Dialect } from '../payments/gateway.ts';

export interface GatewaySecrets {
  /** v1: the public key. */
  readonly apiKey: string;
  /** Signs what we send; v1: the private key. */
  readonly secretKey: string;
  /** Each of them verifies what we receive: that is how a secret is rotated. */
  readonly webhookSecrets: readonly string[];
}

export interface GatewaySettings {
  /** Which dialect takes our orders and questions; webhooks are read in both. */
  readonly dialect: Dialect;
  /** `initiate`: the origin, e.g. `https://api.getmipay.com`; v1: the base that ends in `/api/v1`. */
  readonly apiUrl: string;
  /** Asked at every use: they may change while we run. */
  readonly secrets: () => GatewaySecrets;
  /** Hostnames of payment pages; empty: the gateway's own. */
  readonly paymentHosts: readonly string[];
  /** One deadline for a whole operation, in milliseconds: token, services and the call together. */
  readonly timeoutMs: number;
  /** For name look-up, connection and TLS, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Where webhooks are received: `…/webhook/getmipay/`. */
  readonly callbackUrl: string;
  /** Where the payment page sends the member afterwards; `{id}` becomes our transaction's id. */
  readonly returnUrl?: string | null;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

/** Secrets that never change while we run. */
export const fixedSecrets = (secrets: GatewaySecrets) => (): GatewaySecrets => secrets;

/** The base without its last slash. */
export const baseOf = ({ apiUrl }: GatewaySettings): string => apiUrl.replace(/\/+$/, '');

/** Where a payment page may be. */
export const hostsOf = ({ apiUrl, paymentHosts }: GatewaySettings): readonly string[] =>
  paymentHosts.length > 0 ? paymentHosts : [new URL(apiUrl).hostname];
