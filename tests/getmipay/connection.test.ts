import { readFileSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { gatewayAt, gatewayThat, json, listen, order } from './misbehaving.ts';

describe('never sent: not one byte left', () => {
  test('a closed port', async () => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((closed) => server.close(closed));
    expect(await gatewayAt(port).initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
  });

  test('a name that does not exist', async () => {
    const gateway = gatewayAt(0, { apiUrl: 'http://getmipay.invalid', timeoutMs: 5_000 });
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a certificate that nobody we trust signed, %s: the server saw no byte of the order',
    async (maxVersion) => {
      const [key, cert] = ['key', 'crt'].map((end) =>
        readFileSync(new URL(`tls/self-signed.${end}`, import.meta.url)),
      );
      const seen: Buffer[] = [];
      const server = tls.createServer({ key, cert, maxVersion }, (socket) => {
        socket.on('error', () => {});
        socket.on('data', (bytes: Buffer) => seen.push(bytes));
      });
      const port = await listen(server);
      const gateway = gatewayAt(port, { apiUrl: `https://localhost:${port}`, timeoutMs: 5_000 });
      expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
      await new Promise((later) => setTimeout(later, 100));
      expect(seen).toEqual([]);
    },
  );

  test('a server that never finishes the TLS handshake', async () => {
    const port = await listen(net.createServer(() => {}));
    const gateway = gatewayAt(port, { apiUrl: `https://127.0.0.1:${port}` });
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
  });
});

test('a connection has its own, shorter time: the rest of the deadline is for the answer', async () => {
  const port = await listen(net.createServer(() => {}));
  const gateway = gatewayAt(port, {
    apiUrl: `https://127.0.0.1:${port}`,
    timeoutMs: 30_000,
    connectTimeoutMs: 200,
  });
  const started = performance.now();
  expect(await gateway.initiatePayout(order)).toEqual({
    kind: 'never_sent',
    message: 'GetMiPay could not be reached (CONNECT_TIMEOUT).',
  });
  expect(performance.now() - started).toBeLessThan(5_000);
  const slow = await gatewayThat((reply) => {
    setTimeout(() => json(200, { payout_id: 'G-1' })(reply), 500);
  });
  const patient = gatewayAt(slow.port, { timeoutMs: 30_000, connectTimeoutMs: 200 });
  expect(await patient.initiatePayout(order)).toMatchObject({ kind: 'accepted' });
});

test('the environment’s proxy is not used', async () => {
  const proxy = await gatewayThat(json(200, { payout_id: 'PROXY' }));
  for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy'])
    vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
  vi.stubEnv('no_proxy', '');
  vi.stubEnv('NO_PROXY', '');
  const { port } = await gatewayThat(json(200, { payout_id: 'G-1' }));
  const answer = await gatewayAt(port).initiatePayout(order);
  vi.unstubAllEnvs();
  expect(answer).toMatchObject({ reference: 'G-1' });
  expect(proxy.received).toEqual([]);
});

test('a connection is kept from one order to the next', async () => {
  const ports = new Set<number | undefined>();
  const { port } = await gatewayThat((reply, request) => {
    ports.add(request.socket.remotePort);
    json(200, { payout_id: 'G-1' })(reply);
  });
  const gateway = gatewayAt(port);
  for (let orders = 0; orders < 5; orders += 1) await gateway.initiatePayout(order);
  expect(ports.size).toBe(1);
});

describe('over TLS, once the handshake is done', () => {
  const [key, cert] = ['key', 'crt'].map((end) =>
    readFileSync(new URL(`tls/self-signed.${end}`, import.meta.url)),
  );

  beforeEach(() => vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0'));
  afterEach(() => vi.unstubAllEnvs());

  test('a reset is unknown, on a new connection, a resumed session and a kept connection', async () => {
    let requests = 0;
    const server = https.createServer({ key, cert }, (request, reply) => {
      requests += 1;
      if (requests === 3) json(200, { transaction_id: 'G-3' })(reply);
      else request.socket.destroy();
    });
    const port = await listen(server);
    const gateway = gatewayAt(port, { apiUrl: `https://localhost:${port}`, timeoutMs: 5_000 });
    const kinds = [];
    for (let calls = 0; calls < 4; calls += 1)
      kinds.push((await gateway.initiatePayout(order)).kind);
    expect(kinds).toEqual(['unknown', 'unknown', 'accepted', 'unknown']);
    expect(requests).toBe(4);
  });

  test('a connection that closes without reading the order is unknown', async () => {
    const port = await listen(tls.createServer({ key, cert }, (socket) => socket.destroy()));
    const gateway = gatewayAt(port, { apiUrl: `https://localhost:${port}`, timeoutMs: 5_000 });
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'unknown' });
  });
});
