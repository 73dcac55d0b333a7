import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { createGateway, fixedSecrets } from '../../../src/getmipay/gateway.ts';
import {
  type Sandbox,
  type SandboxSettings,
  startSandbox,
} from '../../../src/getmipay/sandbox/server.ts';
import { parseWebhook } from '../../../src/getmipay/webhook.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { DepositOrder, GatewayFact } from '../../../src/payments/gateway.ts';

export const KEYS = {
  apiKey: 'pk_test_sandbox',
  secretKey: 'sk_test_sandbox',
  webhookSecret: 'wh_secret_sandbox',
};

const toClose: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

/** Closed in reverse order once the test is over. */
export const closeAfterTest = (close: () => Promise<unknown>): void => {
  toClose.push(close);
};

export interface Receiver {
  readonly url: string;
  /** The genuine facts, in order of arrival. */
  readonly facts: GatewayFact[];
  /** What to answer; 200 unless a test says otherwise. */
  status: number;
  /** Resolves with the first `count` facts once they are there. */
  arrived(count: number): Promise<GatewayFact[]>;
}

/** A console's webhook door: verifies and reads what comes, as ours does. */
export async function givenReceiver(): Promise<Receiver> {
  const facts: GatewayFact[] = [];
  const server = http.createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const parsed = parseWebhook({ raw, headers: request.headers }, [KEYS.webhookSecret]);
      if (parsed.kind === 'fact') facts.push(parsed.fact);
      reply
        .writeHead(parsed.kind === 'fact' ? receiver.status : 400)
        .end('{"outcome":"completed"}');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  toClose.push(() => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/getmipay/`,
    facts,
    status: 200,
    async arrived(count) {
      const deadline = performance.now() + 5_000;
      while (facts.length < count && performance.now() < deadline) await pause(10);
      if (facts.length < count) throw new Error(`${facts.length} of ${count} webhooks arrived.`);
      return facts.slice(0, count);
    },
  };
  return receiver;
}

export async function givenSandbox(changes: Partial<SandboxSettings> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    ...KEYS,
    port: 0,
    webhookUrl: 'http://127.0.0.1:9/',
    dataDir: null,
    payoutDelayMs: 20,
    contradictionDelayMs: 20,
    retryDelaysMs: [20],
    ...changes,
  });
  let closed = false;
  const close = sandbox.close;
  sandbox.close = async () => {
    if (closed) return;
    closed = true;
    await close();
  };
  toClose.push(() => sandbox.close());
  return sandbox;
}

export const gatewayOf = (sandbox: Pick<Sandbox, 'url'>, callbackUrl: string, timeoutMs = 5_000) =>
  createGateway({
    dialect: 'initiate',
    apiUrl: sandbox.url,
    secrets: fixedSecrets({ ...KEYS, webhookSecrets: [KEYS.webhookSecret] }),
    paymentHosts: [],
    timeoutMs,
    connectTimeoutMs: 5_000,
    callbackUrl,
    returnUrl: 'http://127.0.0.1:3000/wallet/',
    clock: systemClock,
    log: { warn: () => {} },
  });

export const orderOf = (changes: Partial<DepositOrder> = {}): DepositOrder => ({
  transactionId: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  memberName: 'Aïcha Ouédraogo',
  amount: 5000n,
  currency: 'XOF',
  phone: '+22670123456',
  method: 'orange_money',
  otp: null,
  ...changes,
});

/** Calls the control door and answers its status and JSON. */
export async function door(
  sandbox: Pick<Sandbox, 'url'>,
  path: string,
  method = 'POST',
  key = KEYS.apiKey,
  body?: unknown,
) {
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

export const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));
