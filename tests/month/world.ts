import { receiveWebhooks } from '../../prisma/demo/receiver.ts';
import { type App, createApp } from '../../src/app.ts';
import { NO_CHANGES } from '../../src/db/changes.ts';
import { openDatabase } from '../../src/db/pools.ts';
import { openPrisma } from '../../src/db/prisma.ts';
import { createReader } from '../../src/db/reader.ts';
import { createGateway, fixedSecrets } from '../../src/getmipay/gateway.ts';
import type { ScenarioInput } from '../../src/getmipay/sandbox/scenario.ts';
import { type Sandbox, startSandbox } from '../../src/getmipay/sandbox/server.ts';
import { createLog } from '../../src/kernel/log.ts';
import type { Dialect } from '../../src/payments/gateway.ts';
import type { TestDatabase } from '../support/database.ts';
import { settingsForTests } from '../support/settings.ts';
import { SimulatedTime } from '../support/simulated-time.ts';

const KEYS = { apiKey: 'pk_month', secretKey: 'sk_month', webhookSecret: 'wh_month' };
const MINUTE_MS = 60_000;

export interface World {
  readonly app: App;
  readonly sandbox: Sandbox;
  readonly now: () => number;
  /** Lets time pass, for the gateway, the console and its database at once. */
  advanceTo(instant: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The console and the gateway over real HTTP on one simulated clock. The console works on a single
 * connection of the owner's, since only that role may set the database's clock.
 */
export async function startWorld(
  database: TestDatabase,
  options: { dialect: Dialect; start: number; scenario: ScenarioInput },
): Promise<World> {
  const { dialect } = options;
  const time = new SimulatedTime(options.start);
  const { pool, close: closePool } = openDatabase(database.ownerUrl, { max: 1, settleMax: 1 });
  const setClock = (now: Date) =>
    pool.query(`select set_config('tontine.clock', $1, false)`, [now.toISOString()]);
  await setClock(time.now());
  const prisma = openPrisma(database.ownerUrl);
  const log = createLog('fatal');
  const door: Parameters<typeof receiveWebhooks>[0] = {
    parseWebhook: (delivery) => app.parseWebhook(delivery),
    receiveWebhook: (parsed) => app.receiveWebhook(parsed),
    idle: () => app.idle(),
  };
  const receiver = await receiveWebhooks(door);
  const sandbox = await startSandbox({
    port: 0,
    ...KEYS,
    webhookUrl: receiver.url,
    dataDir: null,
    payoutDelayMs: MINUTE_MS,
    scenario: options.scenario,
    clock: time,
    timers: time,
  });
  const gateway = createGateway({
    dialect,
    apiUrl: dialect === 'v1' ? `${sandbox.url}/api/v1` : sandbox.url,
    secrets: fixedSecrets({ ...KEYS, webhookSecrets: [KEYS.webhookSecret] }),
    paymentHosts: [],
    timeoutMs: 5_000,
    connectTimeoutMs: 2_000,
    callbackUrl: receiver.url,
    clock: time,
    log,
  });
  const app = createApp({
    settings: settingsForTests({ approvalAbove: 20_000n, queriesPerMinute: 400 }),
    database: { pool, read: createReader(pool), settlePool: pool, close: async () => {} },
    prisma,
    gateway,
    changes: NO_CHANGES,
    clock: time,
    log,
  });

  /** Every webhook that is due has been delivered, and every hint followed. */
  async function quiet(): Promise<void> {
    await sandbox.quiet();
    await app.idle();
  }

  return {
    app,
    sandbox,
    now: () => time.now().getTime(),
    advanceTo: (instant) =>
      time.advanceTo(instant, {
        moved: async (now) => {
          await setClock(now);
        },
        quiet,
      }),
    close: async () => {
      await sandbox.close();
      await receiver.close();
      await app.close();
      await prisma.$disconnect();
      await closePool();
    },
  };
}
