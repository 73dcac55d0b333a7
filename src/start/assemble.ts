import { type App, createApp } from '../app.ts';
import { gatewaySecrets } from '../config/gateway-secrets.ts';
import { isLoopback } from '../config/rules.ts';
import type { Config } from '../config.ts';
import { createChanges } from '../db/changes.ts';
import type { DatabaseUrls } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/pools.ts';
import { openPrisma, type Prisma } from '../db/prisma.ts';
import { createGateway, type GatewaySettings } from '../getmipay/gateway.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { localUrl, sandboxUrl } from './addresses.ts';
import { anchorsFileIn, statementsIn } from './data-dir.ts';

export interface Assembly {
  readonly app: App;
  readonly prisma: Prisma;
  readonly gateway: GatewaySettings;
  /** Writes what is only in memory and ends the connections. */
  close(): Promise<void>;
}

/** Puts the app together from the configuration. Connects to nothing before its first use. */
export function assemble(config: Config, urls: DatabaseUrls, log: Log): Assembly {
  const database: Database = openDatabase(urls.appUrl);
  const prisma = openPrisma(urls.appUrl);
  const { dialect, apiUrl, paymentHosts, timeoutMs, connectTimeoutMs, isOurSandbox } =
    config.gateway;
  const gateway: GatewaySettings = {
    dialect,
    apiUrl,
    secrets: gatewaySecrets(config.gateway, log),
    paymentHosts,
    timeoutMs,
    connectTimeoutMs,
    callbackUrl: `${isOurSandbox ? localUrl(config) : config.publicUrl}/webhook/getmipay/`,
    returnUrl: `${config.publicUrl}/wallet/topup/?depot={id}`,
    clock: systemClock,
    log,
  };
  const app = createApp({
    settings: {
      mode: config.mode,
      publicUrl: config.publicUrl,
      zone: config.businessTimezone,
      methods: config.paymentMethods,
      staleAfterMs: config.staleAfterMs,
      gatewayTimeoutMs: config.gateway.timeoutMs,
      gatewayUrl: config.gateway.apiUrl,
      sandboxUrl: sandboxUrl(config),
      loopbackOnly: isLoopback(config.host),
      sessionSecrets: config.sessionSecrets,
      requireSecondFactor: config.mode === 'live',
      approvalAbove: config.approvalAbove,
      approvalTtlMs: config.approvalTtlMs,
      queriesPerMinute: config.gateway.queriesPerMinute,
      demoPassword: config.mode === 'demo' ? config.demoPassword : null,
      anchorsFile: anchorsFileIn(config.dataDir),
      statementsDir: statementsIn(config.dataDir),
      notify: config.notify,
    },
    database,
    prisma,
    gateway: createGateway(gateway),
    changes: createChanges(urls.appUrl, database.pool, log),
    clock: systemClock,
    log,
  });
  return {
    app,
    prisma,
    gateway,
    close: async () => {
      await app.close();
      await Promise.all([prisma.$disconnect(), database.close()]);
    },
  };
}
