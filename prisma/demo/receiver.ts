import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../../src/app.ts';

/** Takes the history's webhooks on a port of its own, so that they settle at their past instants. */
export async function receiveWebhooks(
  app: Pick<App, 'parseWebhook' | 'receiveWebhook' | 'idle'>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      receive(Buffer.concat(chunks), request).then(
        (outcome) => response.end(JSON.stringify({ outcome })),
        () => response.writeHead(503).end(),
      );
    });
  });

  async function receive(raw: Buffer, { url, headers }: IncomingMessage): Promise<string> {
    const parsed = app.parseWebhook({ raw, headers, query: url?.split('?', 2)[1] ?? '' });
    if (parsed.kind === 'refused') throw new Error(parsed.why);
    const { outcome } = await app.receiveWebhook(parsed);
    // The clock goes on to the next payment once this one is settled.
    await app.idle();
    return outcome;
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhook/getmipay/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
