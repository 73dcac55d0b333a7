import type { Config } from './shape.ts';

/** Public by nature: they are in the sources. Live mode refuses them. */
export const DEMO_SECRETS = {
  GETMIPAY_API_KEY: 'pk_test_tontine_demo',
  GETMIPAY_SECRET_KEY: 'sk_test_tontine_demo',
  GETMIPAY_WEBHOOK_SECRET: 'wh_secret_tontine_demo',
  DEMO_PASSWORD: 'tontine-demo',
} as const;

const GATEWAY_SANDBOX = 'api.sandbox.getmipay.com';

/** Keys of the gateway's own sandbox, and the examples of its documents. */
const TEST_KEY = /^(pk|sk)_test_|\.\.\.$|^wh_secret_tontine_demo$/;

export const isLoopback = (hostname: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);

/** Whether nobody on the way can read what is sent to an address. */
function isPrivate(address: string): boolean {
  // One that cannot be read has been told as that.
  if (!URL.canParse(address)) return true;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || isLoopback(hostname);
}

/** What demo mode refuses: a demo must never reach real money, nor strangers with a known password. */
export function demoRefusals(config: Config): string[] {
  const gateway = new URL(config.gateway.apiUrl).hostname;
  const refusals: string[] = [];
  if (!isLoopback(gateway) && gateway !== GATEWAY_SANDBOX) {
    refusals.push(
      `GETMIPAY_API_URL must be this machine or https://${GATEWAY_SANDBOX} in demo mode; set MODE=live for the real gateway.`,
    );
  }
  if (!isLoopback(config.host) && config.demoPassword === DEMO_SECRETS.DEMO_PASSWORD) {
    refusals.push(
      'DEMO_PASSWORD must be set to a password of yours when HOST is not loopback: the default one is public.',
    );
  }
  return refusals;
}

/** What live mode refuses: anything that only a demo may have. */
export function liveRefusals(config: Config, given: Readonly<Record<string, string>>): string[] {
  const refusals: string[] = [];
  const secrets: readonly [string, readonly string[]][] = [
    ['GETMIPAY_API_KEY', [config.gateway.apiKey]],
    ['GETMIPAY_SECRET_KEY', [config.gateway.secretKey]],
    ['GETMIPAY_WEBHOOK_SECRET', config.gateway.webhookSecrets],
  ];
  for (const [name, values] of secrets) {
    if (values.some((value) => TEST_KEY.test(value))) {
      refusals.push(`${name} must be the gateway's live one in live mode, not a demo or test one.`);
    }
  }
  if (!given['SESSION_SECRET']) {
    refusals.push('SESSION_SECRET must be set in live mode: at least 32 random characters.');
  }
  if (new URL(config.publicUrl).protocol !== 'https:') {
    refusals.push(
      'PUBLIC_URL must begin with https:// in live mode: sessions and passwords cross the network.',
    );
  }
  if (new URL(config.gateway.apiUrl).protocol !== 'https:') {
    refusals.push('GETMIPAY_API_URL must begin with https:// in live mode.');
  }
  if (config.notify.webhook && !isPrivate(config.notify.webhook.url)) {
    refusals.push(
      'NOTIFY_WEBHOOK_URL must begin with https:// in live mode, unless it is on this machine.',
    );
  }
  if (given['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    refusals.push(
      'NODE_TLS_REJECT_UNAUTHORIZED must not be 0 in live mode: certificates are checked.',
    );
  }
  if (config.sandboxPort !== null) {
    refusals.push('SANDBOX_PORT must be off (or not set) in live mode.');
  }
  return [...refusals, ...missingRoles(config)];
}

/**
 * The database roles that are missing, as sentences: what a start with one URL cannot guarantee.
 * The embedded database always has all of them.
 */
export function missingRoles({ database }: Config): string[] {
  if (!database) return [];
  const user = (url: string): string => new URL(url).username;
  return user(database.ownerUrl) === user(database.appUrl)
    ? [
        'DATABASE_OWNER_URL must name another database user than DATABASE_URL: as its owner, the console could alter the books.',
      ]
    : [];
}
