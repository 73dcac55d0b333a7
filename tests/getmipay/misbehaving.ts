import http from 'node:http';
import type net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { createGateway, fixedSecrets, type GatewaySettings } from '../../src/getmipay/gateway.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import type { DepositOrder } from '../../src/payments/gateway.ts';

const open: (http.Server | net.Server)[] = [];
const sockets = new Set<net.Socket>();

/** Listens on a free loopback port until the test is over, and answers that port. */
export async function listen(server: http.Server | net.Server): Promise<number> {
  open.push(server);
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(open.splice(0).map((server) => new Promise((closed) => server.close(closed))));
});

export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A gateway that reads each request to its end, remembers it, and answers as told. */
export async function gatewayThat(
  answer: (reply: http.ServerResponse, request: http.IncomingMessage) => void,
): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = http.createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks) });
      answer(reply, request);
    });
  });
  return { port: await listen(server), received };
}

export const order: DepositOrder = {
  transactionId: '0192f0a1-7c3e-7000-8000-0123456789ab',
  userId: '0192f0a1-7c3e-7000-8000-00000000000a',
  memberName: 'Aïcha Ouédraogo',
  amount: 5000n,
  currency: 'XOF',
  phone: '+22670123456',
  method: 'orange_money',
  otp: null,
};

export const SECRETS = {
  apiKey: 'pk_test_1',
  secretKey: 'sk_test_1',
  webhookSecrets: ['wh_secret_1'],
};

export const gatewayAt = (port: number, changes: Partial<GatewaySettings> = {}) =>
  createGateway({
    dialect: 'initiate',
    apiUrl: `http://127.0.0.1:${port}`,
    secrets: fixedSecrets(SECRETS),
    paymentHosts: [],
    timeoutMs: 400,
    connectTimeoutMs: 10_000,
    callbackUrl: 'http://127.0.0.1:3000/webhook/getmipay/',
    clock: systemClock,
    log: { warn: () => {} },
    ...changes,
  });

/** Answers this status and body; a text goes out as it is. */
export const json = (status: number, body: unknown) => (reply: http.ServerResponse) => {
  reply.writeHead(status, { 'content-type': 'application/json' });
  reply.end(typeof body === 'string' ? body : JSON.stringify(body));
};
