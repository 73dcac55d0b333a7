import { createApp } from '../../src/app.ts';
import { createChanges } from '../../src/db/changes.ts';
import { openDatabase } from '../../src/db/pools.ts';
import { openPrisma } from '../../src/db/prisma.ts';
import { createGateway, fixedSecrets } from '../../src/getmipay/gateway.ts';
import { createServer } from '../../src/http/server.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { settingsForTests } from '../support/settings.ts';

/** The console in a process of its own, as in production, for the benches. Says its port to its parent. */
const url = process.env['BENCH_DATABASE_URL'] ?? '';
const log = createLog('error');
const gateway = createGateway({
  dialect: 'initiate',
  apiUrl: 'http://127.0.0.1:9',
  secrets: fixedSecrets({
    apiKey: 'pk',
    secretKey: 'sk',
    webhookSecrets: [process.env['BENCH_WEBHOOK_SECRET'] ?? ''],
  }),
  paymentHosts: [],
  timeoutMs: 1_000,
  connectTimeoutMs: 1_000,
  callbackUrl: 'http://127.0.0.1:9/',
  clock: systemClock,
  log,
});
const database = openDatabase(url);
const app = createApp({
  settings: settingsForTests(),
  database,
  prisma: openPrisma(url),
  gateway,
  changes: createChanges(url, database.pool, log),
  clock: systemClock,
  log,
});
const server = await createServer({
  app,
  bundleDir: process.env['BENCH_BUNDLE_DIR'] ?? '',
  isReady: () => true,
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : null });
});
process.on('disconnect', () => process.exit(0));
