import http from 'node:http';
import net from 'node:net';

const portOf = (server: net.Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
};

const listen = (server: net.Server, port = 0): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

export interface Delivery {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A receiver of webhooks: it answers with the statuses that it was given, then 204. */
export async function startReceiver(answers: number[] = []) {
  const received: Delivery[] = [];
  const server = http.createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      received.push({
        headers: req.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      const status = answers.shift() ?? 204;
      res.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await listen(server);
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}/hooks/`,
    received,
    answers,
    /** Nobody listens there any more, until `open`. */
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    open: () => listen(server, port),
  };
}

/** A mail server that speaks as much SMTP as a letter needs, and keeps what it was given. */
export async function startMailServer() {
  const letters: { from: string; to: string[]; text: string }[] = [];
  let refuse = false;
  const server = net.createServer((socket) => {
    let letter = { from: '', to: [] as string[], text: '' };
    let reading = false;
    let pending = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      pending += chunk.toString('utf8');
      for (;;) {
        const end = pending.indexOf(reading ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = pending.slice(0, end);
        pending = pending.slice(end + (reading ? 5 : 2));
        if (reading) {
          reading = false;
          letters.push({ ...letter, text: line });
          letter = { from: '', to: [], text: '' };
          say('250 kept');
        } else if (/^(EHLO|HELO)/i.test(line)) say('250 test');
        else if (/^MAIL FROM:/i.test(line)) {
          letter.from = /<(.*?)>/.exec(line)?.[1] ?? '';
          say(refuse ? '451 try again later' : '250 ok');
        } else if (/^RCPT TO:/i.test(line)) {
          letter.to.push(/<(.*?)>/.exec(line)?.[1] ?? '');
          say('250 ok');
        } else if (/^DATA/i.test(line)) {
          reading = true;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else say('250 ok');
      }
    });
  });
  await listen(server);
  return {
    url: `smtp://127.0.0.1:${portOf(server)}`,
    letters,
    refuse: (now: boolean) => {
      refuse = now;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
