import { booksOperations } from './app/books.ts';
import { reconciliationOperations } from './app/reconciliation.ts';
import { type ExportTold, recordExport } from './audit/export.ts';
import { recordAudit } from './audit/record.ts';
import { alone } from './db/alone.ts';
import type { Changes } from './db/changes.ts';
import type { Database } from './db/pools.ts';
import type { Prisma } from './db/prisma.ts';
import { accountById, openSession, type RequestFacts } from './identity/account.ts';
import { createCodeLimiter, createLoginLimiter } from './identity/login-limiter.ts';
import { changePassword, type PasswordChange } from './identity/passwords.ts';
import { createPeople } from './identity/people.ts';
import { readScope } from './identity/scope.ts';
import { createSeal } from './identity/seal.ts';
import { createSecondFactor } from './identity/second-factor.ts';
import { createTontines } from './identity/tontines.ts';
import { signIn } from './identity/users.ts';
import type { Person } from './kernel/actor.ts';
import type { Clock } from './kernel/clock.ts';
import type { Log } from './kernel/log.ts';
import { raiseNotice } from './notices/notice.ts';
import type { NotifySettings } from './notices/sinks.ts';
import {
  approvable,
  approvePayout,
  cancelPayout,
  type Decision,
  expireApprovals,
  mayDecide,
  rejectPayout,
} from './payments/approvals.ts';
import { requestDeposit } from './payments/deposits.ts';
import type { Gateway, ParsedWebhook } from './payments/gateway.ts';
import { createGatewayBalance } from './payments/gateway-balance.ts';
import { createHints } from './payments/hints.ts';
import type { PaymentMethod } from './payments/methods.ts';
import { requestPayout } from './payments/payouts.ts';
import { queryNow } from './payments/query-now.ts';
import { queryPending } from './payments/query-pending.ts';
import { recover } from './payments/recover.ts';
import { createRefusedWebhooks } from './payments/refused-webhooks.ts';
import type { PaymentRequest } from './payments/request-payment.ts';
import { createSettings } from './payments/settings.ts';
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
import { answerDispute, openDispute } from './reconciliation/disputes.ts';
import { createFloatDays } from './reconciliation/figures/float.ts';
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
  /** The first one signs and seals; all of them are read. */
  readonly sessionSecrets: readonly string[];
  /** Staff without a second factor can do nothing but enrol. */
  readonly requireSecondFactor: boolean;
  /** `PAYOUT_APPROVAL_ABOVE` in whole francs and `APPROVAL_TTL`, until the panel's settings say otherwise. */
  readonly approvalAbove: bigint;
  readonly approvalTtlMs: number;
  /** How many pending transactions the gateway is asked about in a minute, at most. */
  readonly queriesPerMinute: number;
  /** Shown on the demo's login page; null in live mode. */
  readonly demoPassword: string | null;
  /** Where the heads of the seal are kept outside the database; null: nowhere. */
  readonly anchorsFile: string | null;
  readonly notify: NotifySettings;
  /** Where statements arrive and are kept, byte for byte. */
  readonly statementsDir: string;
}

export interface AppParts {
  readonly settings: AppSettings;
  readonly database: Database;
  readonly prisma: Prisma;
  readonly gateway: Gateway;
  readonly changes: Changes;
  readonly clock: Clock;
  readonly log: Log;
}

/** The composition root: every operation that a door or a job may call, bound to what it needs. */
export function createApp(parts: AppParts) {
  const { settings, database, prisma, gateway, changes, clock, log } = parts;
  const { pool, read, settlePool } = database;
  const { zone } = settings;
  const secondFactor = createSecondFactor({
    pool,
    seal: createSeal(settings.sessionSecrets),
    limiter: createCodeLimiter(pool),
    clock,
  });
  const rules = createSettings(pool, settings);
  const people = createPeople({ pool, demo: settings.mode === 'demo' });
  const tontines = createTontines(pool);
  const payments = {
    pool,
    prisma,
    gateway,
    settings: rules,
    secondFactor,
    changes,
    zone,
    clock,
    log,
  };
  const vaults = { pool, zone, changes };
  const refusedWebhooks = createRefusedWebhooks(pool, log);
  const settle = createSettle({ pool: settlePool, log, settled: changes.announce });
  const asking = { pool, prisma, gateway, settle, log };
  const hints = createHints(asking);
  const figures = { pool, zone, floatDays: createFloatDays(pool, zone, clock) };

  return {
    settings,
    prisma,
    read,
    clock,
    log,

    signIn: (attempt: { username: string; password: string }) => signIn(pool, attempt),
    accountById: (id: string, request: RequestFacts) => accountById(pool, id, request),
    openSession: (sid: string) => openSession(read, sid),
    recordSignIn: (actor: Person) =>
      recordAudit(pool, actor, {
        action: 'session.sign_in',
        subjectType: 'User',
        subjectId: actor.id,
      }),
    changePassword: (change: PasswordChange) => changePassword(pool, change),
    checkCode: ({ userId, code }: { userId: string; code: unknown }) =>
      secondFactor.checkCode({ userId, code, recovery: true }),
    beginSecondFactor: secondFactor.begin,
    confirmSecondFactor: secondFactor.confirm,
    renewRecoveryCodes: secondFactor.renewRecoveryCodes,
    removeSecondFactor: secondFactor.remove,
    scope: (person: Person) => readScope(person),
    loginLimiter: createLoginLimiter(pool),
    sessionStorePool: pool,

    createUser: people.create,
    updateUser: people.update,
    disableUser: people.disable,
    enableUser: people.enable,
    resetUser: people.reset,
    userIdOf: people.idOf,
    createTontine: tontines.create,
    renameTontine: tontines.rename,
    addMembership: tontines.addMember,
    removeMembership: tontines.removeMember,
    readSettings: rules.read,
    changeSettings: rules.change,
    openMethods: rules.openMethods,

    requestDeposit: (request: PaymentRequest) => requestDeposit(payments, request),
    requestPayout: (request: PaymentRequest) => requestPayout(payments, request),
    approvePayout: (decision: Decision & { code?: unknown }) => approvePayout(payments, decision),
    rejectPayout: (decision: Decision & { reason: unknown }) => rejectPayout(payments, decision),
    cancelPayout: (decision: Decision) => cancelPayout(payments, decision),
    approvable,
    mayDecide,
    approvalsWaiting: async ({ actor }: { actor: Person }) => ({
      count: await prisma.transaction.count({ where: approvable(actor) }),
    }),
    openDispute: (asked: Parameters<typeof openDispute>[1]) => openDispute(pool, asked),
    answerDispute: (asked: Parameters<typeof answerDispute>[1]) => answerDispute(pool, asked),
    createVault: (request: Parameters<typeof createVault>[1]) => createVault(vaults, request),
    moveToVault: (request: VaultMove) => moveToVault(vaults, request),
    moveFromVault: (request: VaultMove) => moveFromVault(vaults, request),
    lockVault: (request: Parameters<typeof lockVault>[1]) => lockVault(vaults, request),
    transactionStory: ({ actor, transactionId }: { actor: Person; transactionId: string }) =>
      transactionStory(prisma, actor, transactionId),
    queryNow: (asked: Parameters<typeof queryNow>[1]) => queryNow(asking, asked),
    gatewayState: () => ({ dialect: gateway.dialect, can: gateway.can, health: gateway.health() }),
    gatewayBalance: createGatewayBalance({ pool, gateway, clock }),
    dashboard: ({ actor }: { actor: Person }) => dashboard(figures, actor),
    recordExport: (told: ExportTold) => recordExport(pool, told),

    parseWebhook: gateway.parseWebhook.bind(gateway),
    settle,
    /** A webhook as `parseWebhook` read it: a fact is settled, a hint is stored and followed. */
    receiveWebhook: (parsed: Exclude<ParsedWebhook, { kind: 'refused' }>) =>
      parsed.kind === 'hint' ? hints.receive(parsed) : settle(parsed.fact),
    /** Resolves when no hint is being followed. */
    idle: hints.idle,
    changes,
    countRefusedWebhook: refusedWebhooks.count,

    flagStale: () => flagStale(pool, settings.staleAfterMs),
    recover: async () => {
      const recovered = await recover(pool, settings.gatewayTimeoutMs);
      await changes.announce(recovered.map(({ transactionId }) => transactionId));
      return recovered;
    },
    queryPending: () => queryPending(asking, settings.queriesPerMinute),
    expireApprovals: () => expireApprovals(payments),
    ...booksOperations({ pool, prisma, settings, clock, log }),
    ...reconciliationOperations({
      pool,
      prisma,
      gateway,
      zone,
      statementsDir: settings.statementsDir,
      methods: settings.methods.map(({ id }) => id),
      clock,
      log,
      queryNow: (asked) => queryNow(asking, asked),
      changed: changes.announce,
      proofFailed: ({ day, currency, amount }) =>
        raiseNotice(pool, {
          kind: 'proof_failed',
          severity: 'warning',
          dedupeKey: `proof_failed|${day}|${currency}|${amount}`,
          data: { day, currency, amount: amount.replace('-', '') },
        }),
    }),
    databaseIsUp: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    /** Runs `work` only where no other process runs a job of this name. Answers null where one does. */
    alone: <T>(job: string, work: () => Promise<T>) => alone(pool, job, work),
    /** Writes what is only in memory; the pools are the caller's to end. */
    close: async () => {
      await hints.close();
      await changes.close();
      await refusedWebhooks.flush();
    },
  };
}

export type App = ReturnType<typeof createApp>;
