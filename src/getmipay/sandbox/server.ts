import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response } from 'express';
import { type Clock, systemClock } from '../../kernel/clock.ts';
import type { Currency } from '../../kernel/money.ts';
import { apiRouter } from './api.ts';
import { Books, type BooksTotals } from './books.ts';
import { createCourier } from './courier.ts';
import { doorRouter } from './door.ts';
import { Engine } from './engine.ts';
import { noLineFile, openLineFile } from './line-file.ts';
import { pagesRouter } from './pages/routes.ts';
import { Refusal } from './refusal.ts';

export interface SandboxSettings {
  /** 0: any free port. */
  readonly port: number;
  readonly host?: string;
  readonly apiKey: string;
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
  readonly clock?: Clock;
}

export interface Sandbox {
  readonly port: number;
  readonly url: string;
  /** What GetMiPay would say it has done, to compare our books with. */
  books(currency?: Currency): BooksTotals;
  close(): Promise<void>;
}

const RETRY_DELAYS_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * A stand-in for GetMiPay over real HTTP, dialect `initiate`: API, payment page, webhooks,
 * books, and a control door for tests (`door.ts`). Magic numbers: `magic.ts`.
 */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const host = settings.host ?? '127.0.0.1';
  const file = settings.dataDir
    ? openLineFile(join(settings.dataDir, 'sandbox.jsonl'))
    : noLineFile;
  const books = new Books(file);
  const courier = createCourier({
    books,
    secret: settings.webhookSecret,
    retryDelaysMs: settings.retryDelaysMs ?? RETRY_DELAYS_MS,
  });
  const engine = new Engine({
    books,
    courier,
    clock: settings.clock ?? systemClock,
    webhookUrl: settings.webhookUrl,
    payoutDelayMs: settings.payoutDelayMs === undefined ? 1_500 : settings.payoutDelayMs,
    contradictionDelayMs: settings.contradictionDelayMs ?? 1_000,
  });
  const { apiKey, secretKey } = settings;
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  app.use(
    apiRouter({ apiKey, secretKey, books, engine, slowAnswerMs: settings.slowAnswerMs ?? 30_000 }),
  );
  app.use(doorRouter({ apiKey, books, engine }));
  app.use(pagesRouter({ books, engine }));
  app.use((_request: Request, response: Response) => refuse(response, 404, notFound()));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const refusal = error instanceof Refusal ? error : unreadable(error);
    if (!response.headersSent) refuse(response, refusal.status, refusal);
  });

  const server = http.createServer(app);
  await listen(server, settings.port, host);
  engine.resume();
  const { port } = server.address() as AddressInfo;

  return {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    books: (currency) => books.totals(currency),
    async close() {
      engine.close();
      courier.close();
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      books.close();
    },
  };
}

const refuse = (response: Response, status: number, refusal: Refusal) => {
  response.status(status).json(refusal.body());
};

const notFound = () => new Refusal(404, 'not_found', "Cette adresse n'existe pas.");

/** What express refuses by itself (a body too large, a bad address), or a fault of ours. */
function unreadable(error: unknown): Refusal {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500
    ? new Refusal(status, 'bad_request', "La requête n'a pas pu être lue.")
    : new Refusal(500, 'internal_error', 'Erreur interne du bac à sable.');
}

const listen = (server: http.Server, port: number, host: string): Promise<void> =>
  new Promise((ready, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      ready();
    });
  });
