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
      let sent = 0;
      let index = 0;
      let answer = '';
      const received = Buffer.allocUnsafe(4_096);
      const socket = net.connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        onread: {
          buffer: received,
          callback: (bytes) => {
            answer += received.toString('latin1', 0, bytes);
            if (isWhole(answer)) {
              times[index] = performance.now() - sent;
              const status = answer.slice(9, 12);
              statuses[status] = (statuses[status] ?? 0) + 1;
              send();
            }
            return true;
          },
        },
      });
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
    });
  }
}

/** An answer with its head and as many bytes as that says. */
function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const name = answer.indexOf('content-length: ');
  if (name < 0 || name > head) return false;
  return answer.length >= head + 4 + Number.parseInt(answer.slice(name + 16, name + 24), 10);
}
