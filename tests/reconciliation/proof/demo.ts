import { seedDemo } from '../../../prisma/seed.ts';
import { fixedSecrets } from '../../../src/getmipay/gateway.ts';
import type { KnownOperation } from '../../../src/getmipay/sandbox/server.ts';
import { STATEMENT_FORMATS } from '../../../src/getmipay/sandbox/statements/statement.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { createLog } from '../../../src/kernel/log.ts';
import type { Dialect } from '../../../src/payments/gateway.ts';
import { KEYS, type RunningConsole } from '../../support/console.ts';
import type { TestDatabase } from '../../support/database.ts';

/** The demo as `npm start` fills it. */
export async function filledWithDemo(
  { app, sandbox, url }: RunningConsole,
  database: TestDatabase,
  dialect: Dialect,
): Promise<void> {
  const log = createLog('fatal');
  await seedDemo({
    ownerUrl: database.ownerUrl,
    settings: app.settings,
    prisma: app.prisma,
    gateway: {
      dialect,
      apiUrl: dialect === 'v1' ? `${sandbox.url}/api/v1` : sandbox.url,
      secrets: fixedSecrets({
        apiKey: KEYS.apiKey,
        secretKey: KEYS.secretKey,
        webhookSecrets: [KEYS.webhookSecret],
      }),
      paymentHosts: [],
      timeoutMs: 2_000,
      connectTimeoutMs: 1_000,
      clock: systemClock,
      callbackUrl: `${url}/webhook/getmipay/`,
      log,
    },
    sandboxUrl: sandbox.url,
    password: 'tontine-demo',
    clock: systemClock,
    log,
    progress: () => undefined,
  });
}

/** Phones of the two operations that the demo leaves wrong: failed after it was completed, and told 500 F too high. */
export const ODD = { CONTRADICTED: '+22670000007', TOLD_WRONGLY: '+22670000010' } as const;

/** The statement of a day as a person downloads it from the sandbox, how many operations it tells, and of these how many moved money. */
export async function statementOf({ sandbox }: RunningConsole, format: string, day: string) {
  const response = await fetch(`${sandbox.url}/statements/${format}?day=${day}`);
  const { method: only, tellsFailed } = STATEMENT_FORMATS[format]!;
  const told = sandbox.operations().filter(({ method, state, settledAt }) => {
    const ofDay = settledAt !== null && new Date(settledAt).toISOString().startsWith(day);
    return ofDay && method === (only ?? method) && (tellsFailed || state === 'completed');
  });
  return {
    name: `${format}-${day}.${format === 'orange-bf' ? 'xlsx' : 'csv'}`,
    bytes: Buffer.from(await response.arrayBuffer()),
    rows: told.length,
    completed: told.filter(({ state }) => state === 'completed').length,
  };
}

/** What an operation did to our balance at the gateway, if it was done before the instant. */
export const effectThere = (
  { state, settledAt, kind, amount, fee }: KnownOperation,
  before = new Date(8.64e15),
): bigint =>
  state !== 'completed' || settledAt === null || settledAt >= before.getTime()
    ? 0n
    : (kind === 'payment' ? amount : -amount) - fee;

/** Whether an operation was done on a day, YYYY-MM-DD, and has stayed so. */
export const isDoneOn = ({ state, settledAt }: KnownOperation, day: string): boolean =>
  state === 'completed' && settledAt !== null && new Date(settledAt).toISOString().startsWith(day);
