import { readScenario, type Scenario } from './scenario.ts';
import type { SandboxSettings } from './server.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of the sandbox's own process: `SANDBOX_PORT`, `SANDBOX_WEBHOOK_URL`,
 * `GETMIPAY_API_KEY`, `GETMIPAY_SECRET_KEY`, `GETMIPAY_WEBHOOK_SECRET` (the first of the list
 * signs), and, if set, `SANDBOX_HOST`, `SANDBOX_DATA_DIR`, `SANDBOX_PAYOUT_DELAY_MS` and
 * `SANDBOX_SCENARIO` (the JSON of `scenario.ts`).
 * @throws Error that names the variable
 */
export function settingsFrom(environment: Environment): SandboxSettings {
  const payoutDelay = environment.SANDBOX_PAYOUT_DELAY_MS;
  return {
    port: wholeNumber('SANDBOX_PORT', required(environment, 'SANDBOX_PORT')),
    host: environment.SANDBOX_HOST || '127.0.0.1',
    apiKey: required(environment, 'GETMIPAY_API_KEY'),
    secretKey: required(environment, 'GETMIPAY_SECRET_KEY'),
    webhookSecret: signingSecret(required(environment, 'GETMIPAY_WEBHOOK_SECRET')),
    webhookUrl: required(environment, 'SANDBOX_WEBHOOK_URL'),
    dataDir: environment.SANDBOX_DATA_DIR || null,
    ...(payoutDelay ? { payoutDelayMs: wholeNumber('SANDBOX_PAYOUT_DELAY_MS', payoutDelay) } : {}),
    ...(environment.SANDBOX_SCENARIO
      ? { scenario: scenarioFrom(environment.SANDBOX_SCENARIO) }
      : {}),
  };
}

function scenarioFrom(text: string): Scenario {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new Error('SANDBOX_SCENARIO must be JSON.');
  }
  const read = readScenario(input);
  if (!read.ok) throw new Error(`SANDBOX_SCENARIO cannot be used: ${read.why}.`);
  return read.scenario;
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`${name} must be set.`);
  return value;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}".`);
  return Number(text);
}

const signingSecret = (list: string): string => {
  const first = list
    .split(',')
    .map((secret) => secret.trim())
    .find((secret) => secret !== '');
  if (!first) throw new Error('GETMIPAY_WEBHOOK_SECRET must hold a secret.');
  return first;
};
