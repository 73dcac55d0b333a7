import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import type http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { buildAdminBundle } from '../../src/admin/bundle.ts';
import { type App, type AppSettings, createApp } from '../../src/app.ts';
import { createChanges } from '../../src/db/changes.ts';
import { openDatabase } from '../../src/db/pools.ts';
import { openPrisma } from '../../src/db/prisma.ts';
import { createGateway, fixedSecrets } from '../../src/getmipay/gateway.ts';
import {
  type Sandbox,
  type SandboxSettings,
  startSandbox,
} from '../../src/getmipay/sandbox/server.ts';
import type { ServerOptions } from '../../src/http/options.ts';
import { createServer } from '../../src/http/server.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import type { Dialect, Gateway } from '../../src/payments/gateway.ts';
import { type TestDatabase, useDatabase } from './database.ts';
import { givenPeople, type People } from './given.ts';
import { settingsForTests } from './settings.ts';
import { signIn, type Visitor, visitor } from './visitor.ts';

/** What both sides of the test gateway know. */
export const KEYS = {
  apiKey: 'pk_test_console',
  secretKey: 'sk_test_console',
  webhookSecret: 'wh_secret_console',
} as const;

export interface ConsoleOptions {
  /** Default `initiate`. */
  readonly dialect?: Dialect;
  readonly settings?: Partial<AppSettings>;
  readonly sandbox?: Partial<SandboxSettings>;
  readonly server?: Partial<ServerOptions>;
  readonly gatewayTimeoutMs?: number;
  /** Builds the panel's bundle, which takes seconds; without it the panel has no scripts. */
  readonly panel?: boolean;
  /** Wraps the gateway, to see or disturb its calls. */
  readonly wrapGateway?: (gateway: Gateway) => Gateway;
}

export interface RunningConsole {
  readonly url: string;
  readonly app: App;
  readonly sandbox: Sandbox;
  readonly server: http.Server;
  /** A browser of its own, signed in. */
  signIn(username: string, password?: string): Promise<Visitor>;
  /** A browser of its own that nobody signed in with. */
  visitor(): Visitor;
  close(): Promise<void>;
}

/** The whole thing on this machine: database, sandbox GetMiPay, operations and doors, real HTTP between them. */
export async function startConsole(
  database: Pick<TestDatabase, 'appUrl'>,
  options: ConsoleOptions = {},
): Promise<RunningConsole> {
  const reserved = await listening(net.createServer());
  const url = `http://127.0.0.1:${portOf(reserved)}`;
  const callbackUrl = `${url}/webhook/getmipay/`;
  const sandbox = await startSandbox({
    port: 0,
    ...KEYS,
    webhookUrl: callbackUrl,
    dataDir: null,
    payoutDelayMs: 300,
    ...options.sandbox,
  });
  const log = createLog('fatal');
  const timeoutMs = options.gatewayTimeoutMs ?? 3_000;
  const { dialect = 'initiate' } = options;
  const gateway = createGateway({
    dialect,
    apiUrl: dialect === 'v1' ? `${sandbox.url}/api/v1` : sandbox.url,
    secrets: fixedSecrets({
      apiKey: KEYS.apiKey,
      secretKey: KEYS.secretKey,
      webhookSecrets: [KEYS.webhookSecret],
    }),
    paymentHosts: [],
    timeoutMs,
    connectTimeoutMs: 1_000,
    callbackUrl,
    returnUrl: `${url}/wallet/topup/?depot={id}`,
    clock: systemClock,
    log,
  });
  const pools = openDatabase(database.appUrl, { max: 10, settleMax: 2 });
  const prisma = openPrisma(database.appUrl);
  const app = createApp({
    settings: settingsForTests({
      publicUrl: url,
      gatewayTimeoutMs: timeoutMs,
      gatewayUrl: sandbox.url,
      sandboxUrl: sandbox.url,
      ...options.settings,
    }),
    database: pools,
    prisma,
    gateway: options.wrapGateway?.(gateway) ?? gateway,
    changes: createChanges(database.appUrl, pools.pool, log),
    clock: systemClock,
    log,
  });
  const bundleDir = options.panel ? await panelScripts() : mkdtempSync(join(tmpdir(), 'panel-'));
  const server = await createServer({
    app,
    bundleDir,
    isReady: () => true,
    ...options.server,
  });
  // The address had to be known before there was anything to serve it.
  await listening(server, reserved);
  return {
    url,
    app,
    sandbox,
    server,
    signIn: (username, password) => signIn(url, username, password),
    visitor: () => visitor(url),
    close: async () => {
      await sandbox.close();
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      await app.close();
      await prisma.$disconnect();
      await pools.close();
      if (!options.panel) rmSync(bundleDir, { recursive: true, force: true });
    },
  };
}

/** Built once per run, whole or not at all: building takes seconds, and every file's are the same. */
async function panelScripts(): Promise<string> {
  const shared = inject('panelDir');
  if (existsSync(shared)) return shared;
  const draft = mkdtempSync(`${shared}-`);
  await buildAdminBundle(draft);
  try {
    renameSync(draft, shared);
  } catch {
    // Another file was faster.
    rmSync(draft, { recursive: true, force: true });
  }
  return shared;
}

export interface ConsoleForTests {
  readonly database: TestDatabase;
  readonly people: People;
  readonly console: RunningConsole;
}

/** A database with the people of the demo and a running console for this test file. Read the fields inside tests only. */
export function useConsole(options: ConsoleOptions = {}): ConsoleForTests {
  const database = useDatabase();
  const started: { people?: People; console?: RunningConsole } = {};
  beforeAll(async () => {
    started.people = await givenPeople(database.owner);
    started.console = await startConsole(database, options);
  });
  afterAll(() => started.console?.close());
  const ready = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The console has not started yet.');
    return part;
  };
  return {
    database,
    get people() {
      return ready(started.people);
    },
    get console() {
      return ready(started.console);
    },
  };
}

const portOf = (server: net.Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
};

function listening(server: net.Server, handle?: net.Server): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const ready = () => resolve(server);
    if (handle) server.listen(handle, ready);
    else server.listen(0, '127.0.0.1', ready);
  });
}
