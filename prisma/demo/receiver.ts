import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../../src/app.ts';

/** Takes the history's webhooks on a port of its own, so that they settle at their past instants. */
export async function receiveWebhooks(
  app: Pick<App, 'parseWebhook' | 'settle'>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const parsed = app.parseWebhook({ raw: Buffer.concat(chunks), headers: request.headers });
      const settled =
        parsed.kind === 'fact' ? app.settle(parsed.fact) : Promise.reject(new Error(parsed.why));
      settled.then(
        ({ outcome }) => response.end(JSON.stringify({ outcome })),
        () => response.writeHead(503).end(),
      );
    });
  });
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
