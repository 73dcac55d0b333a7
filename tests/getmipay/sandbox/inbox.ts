import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeAfterTest } from './given.ts';

export interface Letter {
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Inbox {
  readonly url: string;
  readonly letters: Letter[];
  /** What to answer; 200 unless a test says otherwise. */
  status: number;
  arrived(count: number): Promise<Letter[]>;
}

/** Takes webhooks of either dialect as they come, unread. */
export async function givenInbox(): Promise<Inbox> {
  const letters: Letter[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      letters.push({ url, headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(inbox.status).end('{}');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closeAfterTest(() => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });
  const inbox: Inbox = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/getmipay/`,
    letters,
    status: 200,
    async arrived(count) {
      const deadline = performance.now() + 5_000;
      while (letters.length < count && performance.now() < deadline)
        await new Promise((later) => setTimeout(later, 5));
      if (letters.length < count)
        throw new Error(`${letters.length} of ${count} webhooks arrived.`);
      return letters.slice(0, count);
    },
  };
  return inbox;
}
