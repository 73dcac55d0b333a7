import { createHash } from 'node:crypto';
import http from 'node:http';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../kernel/clock.ts';
import type { Currency } from '../../kernel/money.ts';
import { Books } from './books.ts';
import { createCourier } from './courier.ts';
import { Dates } from './dates.ts';
import { Downtime } from './downtime.ts';
import { Engine } from './engine.ts';
import { noLineFile, openLineFile } from './line-file.ts';
import { createListener } from './listener.ts';
import type { Operation } from './operation.ts';
import { Rules } from './rules.ts';
import type { ScenarioInput } from './scenario.ts';
import { Seal } from './seal.ts';
import { sandboxSite } from './site.ts';
import { realTimers, type Timers } from './timers.ts';
import type { BooksTotals } from './totals.ts';
import type { Truth } from './truth.ts';
import { servicesOf } from './v1/services.ts';
import { Tokens } from './v1/tokens.ts';

export interface SandboxSettings {
  /** 0: any free port. */
  readonly port: number;
  readonly host?: string;
  /** v1's `public_apikey` as well. */
  readonly apiKey: string;
  /** v1's `private_secretkey` as well. */
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Where webhooks go when an order names no loopback `callback_url`. */
  readonly webhookUrl: string;
  /** Folder of the books; null: they are forgotten at the end. */
  readonly dataDir: string | null;
  /** Default 1,500; null: payouts wait for the door. */
  readonly payoutDelayMs?: number | null;
  readonly contradictionDelayMs?: number;
  readonly slowAnswerMs?: number;
  readonly retryDelaysMs?: readonly number[];
  /** How it behaves; default: well. */
  readonly scenario?: ScenarioInput;
  readonly timers?: Timers;
  readonly clock?: Clock;
}

/** An operation with what the merchant was told of it. */
export type KnownOperation = Operation & { readonly truth: Truth };

export interface Sandbox {
  readonly port: number;
  readonly url: string;
  /** What GetMiPay would say it has done, to compare our books with. */
  books(currency?: Currency): BooksTotals;
  /** All of them, oldest first. */
  operations(): KnownOperation[];
  /** From the next order on. Throws an Error that names each field that is wrong. */
  setScenario(scenario: ScenarioInput): void;
  /** Resolves once no webhook is on its way, for tests that move time; waiting ones do not count. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

const RETRY_DELAYS_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * A stand-in for GetMiPay over real HTTP, both dialects on the same books: API, payment page,
 * webhooks, statements, and a control door for tests (`door.ts`). How it behaves: `scenario.ts`
 * and the magic numbers (`magic.ts`).
 */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const { apiKey, secretKey, webhookSecret, webhookUrl, dataDir } = settings;
  const host = settings.host ?? '127.0.0.1';
  const clock = settings.clock ?? systemClock;
  const timers = settings.timers ?? realTimers;
  const books = new Books(dataDir ? openLineFile(join(dataDir, 'sandbox.jsonl')) : noLineFile);
  const rules = new Rules(clock, settings.scenario, books.all().at(-1)?.ordinal ?? 0);
  const seal = new Seal(clock, rules, webhookSecret);
  const tokens = new Tokens(clock, rules);
  const courier = createCourier({
    books,
    clock,
    timers,
    signed: (notice, bytes) => seal.headersFor(notice, bytes),
    retryDelaysMs: settings.retryDelaysMs ?? RETRY_DELAYS_MS,
  });
  const dates = new Dates(clock);
  const engine = new Engine({
    books,
    courier,
    clock: dates,
    timers,
    rules,
    webhookUrl,
    payoutDelayMs: settings.payoutDelayMs === undefined ? 1_500 : settings.payoutDelayMs,
    contradictionDelayMs: settings.contradictionDelayMs ?? 1_000,
  });
  const server = http.createServer();
  const listener = createListener(server, settings.port, host);
  const downtime = new Downtime({ clock, timers, rules, gate: listener });
  server.on(
    'request',
    sandboxSite({
      apiKey,
      secretKey,
      books,
      engine,
      rules,
      seal,
      tokens,
      clock,
      dates,
      downtime,
      // Not the scenario's: a client may keep them for as long as this sandbox's keys are good.
      services: servicesOf(rules.scenario.seed ?? digest(secretKey)),
      slowAnswerMs: settings.slowAnswerMs ?? 30_000,
    }),
  );
  await listener.open();
  downtime.plan();
  engine.resume();
  const port = listener.port();

  return {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    books: (currency) => books.totals(currency),
    operations: () => books.all().map((one) => ({ ...one, truth: books.truthOf(one.reference) })),
    setScenario: (scenario) => rules.set(scenario),
    quiet: () => courier.quiet(),
    async close() {
      engine.close();
      courier.close();
      await downtime.close();
      await listener.shut();
      books.close();
    },
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
