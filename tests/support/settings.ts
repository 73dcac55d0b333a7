import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppSettings } from '../../src/app.ts';
import { DEFAULT_METHODS } from '../../src/config/payment-methods.ts';

/** A demo's settings on this machine; the addresses are of nobody unless they are given. */
export const settingsForTests = (over: Partial<AppSettings> = {}): AppSettings => ({
  mode: 'demo',
  publicUrl: 'http://127.0.0.1:9',
  zone: 'Africa/Abidjan',
  methods: DEFAULT_METHODS,
  staleAfterMs: 1_800_000,
  gatewayTimeoutMs: 2_000,
  gatewayUrl: 'http://127.0.0.1:9',
  sandboxUrl: null,
  loopbackOnly: true,
  sessionSecrets: ['a session secret that only tests know'],
  requireSecondFactor: false,
  approvalAbove: 100_000n,
  approvalTtlMs: 86_400_000,
  queriesPerMinute: 60,
  demoPassword: 'tontine-demo',
  anchorsFile: null,
  notify: { email: null, webhook: null, breakAbove: 100_000n, breakAgeMs: 86_400_000 },
  statementsDir: join(tmpdir(), `statements-${process.pid}`),
  ...over,
});
