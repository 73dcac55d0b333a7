import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import axios from 'axios';
import type { Deadline } from './deadline.ts';

/** An idle connection is dropped before most servers drop it: a request on a dying one is a doubt. */
const IDLE_MS = 3_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface Call {
  readonly method: 'get' | 'post';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly what is sent. */
  readonly bytes?: Buffer;
  readonly deadline: Deadline;
}

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
  send(call: Call): Promise<Exchange>;
}

/**
 * HTTP through axios, with certificates verified. `connectTimeoutMs` bounds name look-up, connection
 * and TLS handshake; the call's deadline the whole exchange, to the last byte of the answer.
 */
export function createTransport(connectTimeoutMs: number): Transport {
  const agents = {
    httpAgent: new http.Agent({ keepAlive: true, timeout: IDLE_MS }),
    httpsAgent: new https.Agent({ keepAlive: true, timeout: IDLE_MS }),
  };

  return {
    async send({ method, url, headers, bytes, deadline }) {
      const leftMs = Math.floor(deadline.leftMs());
      if (leftMs === 0) return { kind: 'never_sent', code: 'TIMEOUT' };
      const sending = { mayHaveLeft: false };
      try {
        const response = await axios.request<Buffer>({
          method,
          url,
          headers,
          ...(bytes && { data: bytes }),
          transformRequest: [(data: Buffer) => data],
          transformResponse: [(data: Buffer) => data],
          responseType: 'arraybuffer',
          validateStatus: () => true,
          maxRedirects: 0,
          maxContentLength: MAX_ANSWER_BYTES,
          // The environment's proxies are the operator's choice for other programs, not for money.
          proxy: false,
          ...agents,
          transport: watchedTransport(sending, connectTimeoutMs),
          // axios' own `timeout` watches idle time only: a dripping answer would never end.
          signal: AbortSignal.timeout(leftMs),
        });
        return { kind: 'answered', reply: { status: response.status, body: response.data } };
      } catch (error) {
        return { kind: sending.mayHaveLeft ? 'no_answer' : 'never_sent', code: codeOf(error) };
      }
    },
  };
}

/** axios asks its transport for a request; this one notes whether a connection became ready. */
function watchedTransport(sending: { mayHaveLeft: boolean }, connectTimeoutMs: number) {
  return {
    request(options: https.RequestOptions, onResponse: (reply: http.IncomingMessage) => void) {
      const secure = options.protocol === 'https:';
      const request = (secure ? https : http).request(options, onResponse);
      const tooLong = setTimeout(() => request.destroy(connectTimeout()), connectTimeoutMs);
      const ready = () => {
        clearTimeout(tooLong);
        sending.mayHaveLeft = true;
      };
      request.once('close', () => clearTimeout(tooLong));
      request.once('socket', (socket: Socket) => {
        // A kept connection is ready already; a new one after `connect`, with TLS its handshake.
        if (request.reusedSocket || !socket.connecting) ready();
        else socket.once(secure ? 'secureConnect' : 'connect', ready);
      });
      return request;
    },
  };
}

const connectTimeout = () =>
  Object.assign(new Error('The connection took too long.'), { code: 'CONNECT_TIMEOUT' });

/** Only the code: axios' error carries the request, and the request carries the secrets. */
function codeOf(error: unknown): string {
  if (axios.isCancel(error)) return 'TIMEOUT';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error instanceof Error ? error.name : 'UNKNOWN';
}
