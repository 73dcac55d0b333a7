import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import * as field from './config/fields.ts';
import { readNotify } from './config/notify.ts';
import { DEFAULT_METHODS, readMethods } from './config/payment-methods.ts';
import { DEMO_SECRETS, demoRefusals, liveRefusals } from './config/rules.ts';
import { withSecretFiles } from './config/secret-files.ts';
import type { Config, GatewayConfig } from './config/shape.ts';

export type { Config, GatewayConfig } from './config/shape.ts';

/** Everything that is wrong with the environment, one sentence each, names first. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const DAY_MS = 86_400_000;
const TEN_MINUTES_MS = 600_000;

/** Where each dialect is spoken: by GetMiPay, and under the address of our sandbox. */
const LIVE_GATEWAY = {
  initiate: 'https://api.getmipay.com',
  v1: 'https://getmipay.com/api/v1',
} as const;
const SANDBOX_PATH = { initiate: '', v1: '/api/v1' } as const;

/**
 * Reads the environment, once. An empty variable counts as not set.
 * @throws ConfigError with every problem at once
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const given = withSecretFiles(withoutEmpty(env), problems);
  /** A variable that is not set has the fallback; one that cannot be read as well, and is noted. */
  function read<T>(name: string, schema: z.ZodType<T, string>, fallback: T): T {
    const value = given[name];
    if (value === undefined) return fallback;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.push(`${name} must be ${parsed.error.issues[0]?.message}.`);
    return fallback;
  }

  const mode = read('MODE', field.mode, 'demo');
  const demo = mode === 'demo';
  const host = read('HOST', field.host, '127.0.0.1');
  const port = read('PORT', field.port, 3000);
  const off = given['SANDBOX_PORT'] === 'off' || (!demo && given['SANDBOX_PORT'] === undefined);
  const sandboxPort = off ? null : read('SANDBOX_PORT', field.port, port + 1);
  const sandboxUrl = `http://127.0.0.1:${sandboxPort ?? port + 1}`;
  const methods = given['PAYMENT_METHODS']
    ? readMethods(given['PAYMENT_METHODS'])
    : DEFAULT_METHODS;
  if (typeof methods === 'string') problems.push(methods);
  if (port === sandboxPort) problems.push('SANDBOX_PORT must be another port than PORT, or off.');
  if (sandboxPort !== null && sandboxPort > 65_535) {
    problems.push('SANDBOX_PORT must be a port, 1 to 65535, or off: PORT + 1 is not one.');
  }

  const config: Config = {
    mode,
    host,
    port,
    publicUrl: read(
      'PUBLIC_URL',
      field.webAddress('the address people use, such as https://tontine.example.com'),
      `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ),
    dataDir: read('DATA_DIR', field.folder, field.folder.parse('.data')),
    database: readDatabase(given, read, problems),
    sandboxPort,
    sessionSecrets: read('SESSION_SECRET', field.secrets(32), [
      randomBytes(32).toString('base64url'),
    ]),
    demoPassword: read('DEMO_PASSWORD', field.atLeast(8), DEMO_SECRETS.DEMO_PASSWORD),
    jobs: read('JOBS', field.onOff, true),
    staleAfterMs: read('STALE_AFTER', field.duration('PT30M', 30 * DAY_MS), 1_800_000),
    approvalAbove: read('PAYOUT_APPROVAL_ABOVE', field.francs, 100_000n),
    approvalTtlMs: read('APPROVAL_TTL', field.duration('PT24H', 30 * DAY_MS), DAY_MS),
    businessTimezone: read('BUSINESS_TIMEZONE', field.timeZone, 'Africa/Abidjan'),
    gateway: readGateway(given, read, { mode, sandboxUrl, hasSandbox: sandboxPort !== null }),
    paymentMethods: typeof methods === 'string' ? DEFAULT_METHODS : methods,
    notify: readNotify(given, read, problems),
  };
  const refusals = demo ? demoRefusals(config) : liveRefusals(config, given);
  if (problems.length + refusals.length > 0) throw new ConfigError([...problems, ...refusals]);
  return config;
}

type Read = <T>(name: string, schema: z.ZodType<T, string>, fallback: T) => T;

function readGateway(
  given: Readonly<Record<string, string>>,
  read: Read,
  {
    mode,
    sandboxUrl,
    hasSandbox,
  }: { mode: Config['mode']; sandboxUrl: string; hasSandbox: boolean },
): GatewayConfig {
  const dialect = read('GETMIPAY_DIALECT', field.dialect, 'initiate');
  const apiUrl = read(
    'GETMIPAY_API_URL',
    field.webAddress("the gateway's address, such as https://api.getmipay.com"),
    mode === 'demo' ? `${sandboxUrl}${SANDBOX_PATH[dialect]}` : LIVE_GATEWAY[dialect],
  );
  const secret = (name: keyof typeof DEMO_SECRETS, what: string): string =>
    read(name, field.text(what), DEMO_SECRETS[name]);
  return {
    dialect,
    apiUrl,
    apiKey: secret('GETMIPAY_API_KEY', "the gateway's public key"),
    secretKey: secret('GETMIPAY_SECRET_KEY', "the gateway's secret key"),
    webhookSecrets: read(
      'GETMIPAY_WEBHOOK_SECRET',
      field.commaList("the webhook's secret, or several separated by commas"),
      [DEMO_SECRETS.GETMIPAY_WEBHOOK_SECRET],
    ),
    secretFiles: filesOf(given),
    paymentHosts: read('GETMIPAY_PAYMENT_HOSTS', field.hostNames, [new URL(apiUrl).hostname]),
    timeoutMs: read('GETMIPAY_TIMEOUT', field.duration('PT10S', TEN_MINUTES_MS), 10_000),
    connectTimeoutMs: read(
      'GETMIPAY_CONNECT_TIMEOUT',
      field.duration('PT3S', TEN_MINUTES_MS),
      3_000,
    ),
    queriesPerMinute: read('GETMIPAY_QUERIES_PER_MINUTE', field.count(4, 6_000), 60),
    isOurSandbox: hasSandbox && new URL(apiUrl).origin === sandboxUrl,
  };
}

function filesOf(given: Readonly<Record<string, string>>): GatewayConfig['secretFiles'] {
  const files = {
    apiKey: given['GETMIPAY_API_KEY_FILE'],
    secretKey: given['GETMIPAY_SECRET_KEY_FILE'],
    webhookSecrets: given['GETMIPAY_WEBHOOK_SECRET_FILE'],
  };
  return Object.fromEntries(Object.entries(files).filter(([, path]) => path !== undefined));
}

function readDatabase(
  given: Readonly<Record<string, string>>,
  read: Read,
  problems: string[],
): Config['database'] {
  const appUrl = read('DATABASE_URL', field.databaseUrl, '');
  const ownerUrl = read('DATABASE_OWNER_URL', field.databaseUrl, '');
  const readUrl = read('DATABASE_READ_URL', field.databaseUrl, '');
  if (appUrl) return { appUrl, ownerUrl: ownerUrl || appUrl, readUrl: readUrl || appUrl };
  if (!given['DATABASE_URL'] && (ownerUrl || readUrl)) {
    problems.push('DATABASE_URL must be set where DATABASE_OWNER_URL or DATABASE_READ_URL is.');
  }
  return null;
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== '') set[name] = value.trim();
  }
  return set;
}
