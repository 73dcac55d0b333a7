import { alone } from './db/alone.ts';
import type { Database } from './db/pools.ts';
import type { Prisma } from './db/prisma.ts';
import { createLoginLimiter } from './identity/login-limiter.ts';
import { readScope } from './identity/scope.ts';
import { personById, signIn } from './identity/users.ts';
import type { Person } from './kernel/actor.ts';
import type { Clock } from './kernel/clock.ts';
import type { Log } from './kernel/log.ts';
import { verifyLedger } from './ledger/verify.ts';
import { requestDeposit } from './payments/deposits.ts';
import type { Gateway } from './payments/gateway.ts';
import type { PaymentMethod } from './payments/methods.ts';
import { requestPayout } from './payments/payouts.ts';
import { recover } from './payments/recover.ts';
import { createRefusedWebhooks } from './payments/refused-webhooks.ts';
import type { PaymentRequest } from './payments/request-payment.ts';
import { createSettle } from './payments/settle.ts';
import { transactionStory } from './payments/story.ts';
import {
  createVault,
  lockVault,
  moveFromVault,
  moveToVault,
  type VaultMove,
} from './payments/vaults.ts';
import { dashboard } from './reconciliation/dashboard.ts';
import { flagStale } from './reconciliation/stale.ts';

export interface AppSettings {
  readonly mode: 'demo' | 'live';
  readonly publicUrl: string;
  /** `BUSINESS_TIMEZONE` (IANA). */
  readonly zone: string;
  readonly methods: readonly PaymentMethod[];
  readonly staleAfterMs: number;
  readonly gatewayTimeoutMs: number;
  readonly gatewayUrl: string;
  readonly sandboxUrl: string | null;
  /** True where the console listens on this machine only. */
  readonly loopbackOnly: boolean;
  readonly sessionSecret: string;
  /** Shown on the demo's login page; null in live mode. */
  readonly demoPassword: string | null;
}

export interface AppParts {
  readonly settings: AppSettings;
  readonly database: Database;
  readonly prisma: Prisma;
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
}

/** The composition root: every operation that a door or a job may call, bound to what it needs. */
export function createApp({ settings, database, prisma, gateway, clock, log }: AppParts) {
  const { pool, settlePool } = database;
  const payments = { pool, gateway, methods: settings.methods, zone: settings.zone, log };
  const vaults = { pool, zone: settings.zone };
  const refusedWebhooks = createRefusedWebhooks(pool, log);

  return {
    settings,
    prisma,
    clock,
    log,

    signIn: (attempt: { username: string; password: string }) => signIn(pool, attempt),
    personById: (id: string, request: { ip: string | null; sessionId: string | null }) =>
      personById(pool, id, request),
    scope: (person: Person) => readScope(person),
    loginLimiter: createLoginLimiter(pool),
    sessionStorePool: pool,

    requestDeposit: (request: PaymentRequest) => requestDeposit(payments, request),
    requestPayout: (request: PaymentRequest) => requestPayout(payments, request),
    createVault: (request: Parameters<typeof createVault>[1]) => createVault(vaults, request),
    moveToVault: (request: VaultMove) => moveToVault(vaults, request),
    moveFromVault: (request: VaultMove) => moveFromVault(vaults, request),
    lockVault: (request: Parameters<typeof lockVault>[1]) => lockVault(vaults, request),
    transactionStory: ({ actor, transactionId }: { actor: Person; transactionId: string }) =>
      transactionStory(prisma, actor, transactionId),
    dashboard: ({ actor }: { actor: Person }) => dashboard(pool, settings.zone, actor),

    parseWebhook: gateway.parseWebhook.bind(gateway),
    settle: createSettle({ pool: settlePool, log }),
    countRefusedWebhook: refusedWebhooks.count,

    flagStale: () => flagStale(pool, settings.staleAfterMs),
    recover: () => recover(pool, settings.gatewayTimeoutMs),
    verifyLedger: () => verifyLedger(pool),
    databaseIsUp: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    /** Runs `work` only where no other process runs a job of this name. Answers null where one does. */
    alone: <T>(job: string, work: () => Promise<T>) => alone(pool, job, work),
    /** Writes what is only in memory; the pools are the caller's to end. */
    close: () => refusedWebhooks.flush(),
  };
}

export type App = ReturnType<typeof createApp>;
