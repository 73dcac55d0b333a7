import net from 'node:net';

export interface LoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Status lines and how often each came. */
  readonly statuses: Readonly<Record<string, number>>;
}

/**
 * Keeps `clients` connections busy with one request each until every request is answered. Written on
 * bare sockets: on two cores a comfortable HTTP client would be most of what is measured.
 */
export async function sendAll(
  port: number,
  requests: readonly Buffer[],
  clients: number,
): Promise<LoadResult> {
  const times = new Float64Array(requests.length);
  const statuses: Record<string, number> = {};
  let next = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, () => oneClient()));
  const seconds = (performance.now() - started) / 1000;
  times.sort();
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: requests.length / seconds, p50: at(0.5), p99: at(0.99), statuses };

  function oneClient(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
      let sent = 0;
      let index = 0;
      let answer = '';
      const send = () => {
        index = next;
        const request = requests[index];
        if (!request) {
          socket.end();
          resolve();
          return;
        }
        next += 1;
        answer = '';
        sent = performance.now();
        socket.write(request);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
        const head = answer.indexOf('\r\n\r\n');
        const length = /content-length: (\d+)/i.exec(answer)?.[1];
        if (head < 0 || length === undefined || answer.length < head + 4 + Number(length)) return;
        times[index] = performance.now() - sent;
        const status = answer.slice(9, 12);
        statuses[status] = (statuses[status] ?? 0) + 1;
        send();
      });
    });
  }
}
