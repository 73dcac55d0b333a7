import { readFileSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { gatewayAt, json, listen, order } from './misbehaving.ts';

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
