import { createApp } from '../../src/app.ts';
import { DEFAULT_METHODS } from '../../src/config/payment-methods.ts';
import { openDatabase } from '../../src/db/pools.ts';
import { openPrisma } from '../../src/db/prisma.ts';
import { createInitiateGateway } from '../../src/getmipay/initiate.ts';
import { createServer } from '../../src/http/server.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';

/** The console in a process of its own, as in production, for the benches. Says its port to its parent. */
const url = process.env['BENCH_DATABASE_URL'] ?? '';
const log = createLog('error');
const gateway = createInitiateGateway({
  apiUrl: 'http://127.0.0.1:9',
  apiKey: 'pk',
  secretKey: 'sk',
  webhookSecrets: [process.env['BENCH_WEBHOOK_SECRET'] ?? ''],
  paymentHosts: [],
  timeoutMs: 1_000,
  callbackUrl: 'http://127.0.0.1:9/',
  log,
});
const database = openDatabase(url);
const app = createApp({
  settings: {
    mode: 'demo',
    publicUrl: 'http://127.0.0.1',
    zone: 'Africa/Abidjan',
    methods: DEFAULT_METHODS,
    staleAfterMs: 1_800_000,
    gatewayTimeoutMs: 1_000,
    gatewayUrl: 'http://127.0.0.1:9',
    sandboxUrl: null,
    loopbackOnly: true,
    sessionSecret: 'a session secret of the bench, never used',
    demoPassword: null,
  },
  database,
  prisma: openPrisma(url),
  gateway,
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
