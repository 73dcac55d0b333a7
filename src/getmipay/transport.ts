import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import axios from 'axios';

/** An idle connection is dropped before most servers drop it: a request on a dying one is a doubt. */
const IDLE_MS = 3_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

export type Exchange =
  | { readonly kind: 'answered'; readonly reply: Reply }
  /** No connection was ever ready for this request: not one byte of it can have left. */
  | { readonly kind: 'never_sent'; readonly code: string }
  | { readonly kind: 'no_answer'; readonly code: string };

export interface Transport {
  /** Sends exactly these bytes, once. Never throws, never follows a redirect, never retries. */
  post(url: string, headers: Readonly<Record<string, string>>, bytes: Buffer): Promise<Exchange>;
}

/** HTTP through axios; `timeoutMs` bounds the whole exchange, from name look-up to last byte. */
export function createTransport(timeoutMs: number): Transport {
  const agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: IDLE_MS }),
    'https:': new https.Agent({ keepAlive: true, timeout: IDLE_MS }),
  };

  return {
    async post(url, headers, bytes) {
      const sending = { mayHaveLeft: false };
      try {
        const response = await axios.request<Buffer>({
          method: 'post',
          url,
          headers,
          data: bytes,
          transformRequest: [(data: Buffer) => data],
          transformResponse: [(data: Buffer) => data],
          responseType: 'arraybuffer',
          validateStatus: () => true,
          maxRedirects: 0,
          maxContentLength: MAX_ANSWER_BYTES,
          // The environment's proxies are the operator's choice for other programs, not for money.
          proxy: false,
          httpAgent: agents['http:'],
          httpsAgent: agents['https:'],
          transport: watchedTransport(sending),
          // axios' own `timeout` watches idle time only: a dripping answer would never end.
          signal: AbortSignal.timeout(timeoutMs),
        });
        return { kind: 'answered', reply: { status: response.status, body: response.data } };
      } catch (error) {
        return { kind: sending.mayHaveLeft ? 'no_answer' : 'never_sent', code: codeOf(error) };
      }
    },
  };
}

/** axios asks its transport for a request; this one notes whether a connection became ready. */
function watchedTransport(sending: { mayHaveLeft: boolean }) {
  return {
    request(options: https.RequestOptions, onResponse: (reply: http.IncomingMessage) => void) {
      const secure = options.protocol === 'https:';
      const request = (secure ? https : http).request(options, onResponse);
      const left = () => {
        sending.mayHaveLeft = true;
      };
      request.once('socket', (socket: Socket) => {
        // A kept connection is ready already; a new one after `connect`, with TLS its handshake.
        if (request.reusedSocket || !socket.connecting) left();
        else socket.once(secure ? 'secureConnect' : 'connect', left);
      });
      return request;
    },
  };
}

/** Only the code: axios' error carries the request, and the request carries the secrets. */
function codeOf(error: unknown): string {
  if (axios.isCancel(error)) return 'TIMEOUT';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error instanceof Error ? error.name : 'UNKNOWN';
}
