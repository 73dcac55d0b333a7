import { setMaxListeners } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import type { Clock } from '../../kernel/clock.ts';
import type { Books } from './books.ts';
import type { Delivery, Notice } from './operation.ts';
import { type Timers, waitFor } from './timers.ts';

const MAX_ANSWER_CHARACTERS = 2_000;
const PATIENCE_MS = 15_000;
/** How often `quiet` looks. */
const QUIET_MS = 2;

export interface Courier {
  /** Brings one webhook, once it is due, until it gets a 2xx; null where the sandbox was closed first. */
  deliver(notice: Notice): Promise<Delivery | null>;
  /** Resolves once no webhook is on its way; one that waits for its time is not. */
  quiet(): Promise<void>;
  close(): void;
}

interface CourierSettings {
  readonly books: Books;
  readonly clock: Clock;
  readonly timers: Timers;
  /** What proves these bytes: signed anew at every try, by the secret of that moment. */
  readonly signed: (notice: Notice, bytes: Buffer) => Readonly<Record<string, string>>;
  /** Waits between tries; the last one repeats for ever. */
  readonly retryDelaysMs: readonly number[];
}

export function createCourier(settings: CourierSettings): Courier {
  const { books, clock, timers, signed, retryDelaysMs } = settings;
  const closing = new AbortController();
  // As many webhooks may wait at once as there are operations: that is no leak.
  setMaxListeners(0, closing.signal);
  const httpAgent = new http.Agent({ keepAlive: true });
  const httpsAgent = new https.Agent({ keepAlive: true });
  const underway = new Map<string, Promise<Delivery | null>>();
  let onTheWay = 0;

  async function attempt(notice: Notice): Promise<Delivery | null> {
    onTheWay += 1;
    try {
      const bytes = Buffer.from(notice.body);
      const response = await axios.request<string>({
        method: 'post',
        url: notice.url,
        data: bytes,
        headers: {
          'Content-Type': 'application/json',
          'User-Agent': 'GetMiPay-Sandbox/1',
          'X-Request-Id': notice.id,
          ...signed(notice, bytes),
        },
        transformRequest: [(data: Buffer) => data],
        transformResponse: [(data: string) => data],
        responseType: 'text',
        maxRedirects: 0,
        proxy: false,
        httpAgent,
        httpsAgent,
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      return { status: response.status, answer: response.data.slice(0, MAX_ANSWER_CHARACTERS) };
    } catch {
      // No answer, or not a 2xx: the next try decides.
      return null;
    } finally {
      onTheWay -= 1;
    }
  }

  async function persist(notice: Notice): Promise<Delivery | null> {
    await waitFor(timers, notice.dueAt - clock.now().getTime(), closing.signal);
    for (let tries = 0; !closing.signal.aborted; tries += 1) {
      const delivery = await attempt(notice);
      if (closing.signal.aborted) return null;
      if (delivery) {
        books.delivered(notice.id, delivery);
        return delivery;
      }
      const delay = retryDelaysMs[Math.min(tries, retryDelaysMs.length - 1)] ?? 1_000;
      await waitFor(timers, delay, closing.signal);
    }
    return null;
  }

  return {
    deliver(notice) {
      const known = books.deliveryOf(notice.id);
      if (known) return Promise.resolve(known);
      const already = underway.get(notice.id);
      if (already) return already;
      const delivery = persist(notice).finally(() => underway.delete(notice.id));
      underway.set(notice.id, delivery);
      return delivery;
    },
    async quiet() {
      // What has just rung sets out in this turn; what has just arrived is booked in the next.
      do await sleep(onTheWay > 0 ? QUIET_MS : 0);
      while (onTheWay > 0);
    },
    close() {
      closing.abort();
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}
