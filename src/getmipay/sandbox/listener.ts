import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Gate } from './downtime.ts';

export interface Listener extends Gate {
  /** The port of the first `open`, and of every one after it. */
  port(): number;
}

/** A server that can stop listening and come back at the same address. */
export function createListener(server: http.Server, wanted: number, host: string): Listener {
  let port = wanted;
  return {
    port: () => port,
    async open() {
      if (server.listening) return;
      await new Promise<void>((ready, failed) => {
        server.once('error', failed);
        server.listen(port, host, () => {
          server.off('error', failed);
          ready();
        });
      });
      port = (server.address() as AddressInfo).port;
    },
    async shut() {
      if (!server.listening) return;
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}
