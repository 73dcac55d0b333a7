import type { Request, Response, Router } from 'express';
import type { App } from '../app.ts';
import { ownWallet } from './reads.ts';
import { memberOf } from './view.ts';

/** Proxies and phones cut a line on which nothing comes. */
const SIGN_OF_LIFE_MS = 15_000;
/** The browser asks again by itself: whoever was signed out or disabled meanwhile is refused then. */
const LONGEST_MS = 5 * 60_000;
const STREAMS_PER_PERSON = 5;
/** How long a browser waits before it asks again. */
const RETRY_MS = 3_000;

export interface LiveOptions {
  readonly signOfLifeMs?: number;
  readonly longestMs?: number;
}

/** One open line to a browser. It says that something changed, never what. */
interface Stream {
  end(last?: string): void;
}

/** `data:` has to be there, or browsers ignore the event. */
const event = (name: string): string => `event: ${name}\ndata:\n\n`;

/**
 * GET /wallet/events: server-sent events, `changed` whenever something on the member's wallet did.
 * The oldest of too many gets `replaced`: its page goes on asking every half minute.
 */
export function liveRoutes(router: Router, app: App, options: LiveOptions = {}) {
  const { signOfLifeMs = SIGN_OF_LIFE_MS, longestMs = LONGEST_MS } = options;
  const open = new Map<string, Set<Stream>>();

  function start(res: Response, personId: string, walletId: string): void {
    const theirs = open.get(personId) ?? new Set();
    const [oldest] = theirs;
    if (oldest && theirs.size >= STREAMS_PER_PERSON) oldest.end(event('replaced'));

    const stopWatching = app.changes.watch(walletId, () => res.write(event('changed')));
    const alive = setInterval(() => res.write(':\n\n'), signOfLifeMs);
    const longest = setTimeout(() => stream.end(), longestMs);
    const stream: Stream = {
      end: (last) => {
        if (!theirs.delete(stream)) return;
        if (theirs.size === 0) open.delete(personId);
        clearInterval(alive);
        clearTimeout(longest);
        stopWatching();
        res.end(last);
      },
    };
    open.set(personId, theirs.add(stream));
    res.on('close', () => stream.end());
    res.write(`retry: ${RETRY_MS}\n\n`);
  }

  router.get('/wallet/events', async (req: Request, res: Response) => {
    const person = memberOf(res);
    const { id: walletId } = await ownWallet(app, person);
    res.set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    if (req.method === 'HEAD') {
      res.end();
      return;
    }
    res.flushHeaders();
    start(res, person.id, walletId);
  });

  return {
    /** Ends every stream: a server that stops waits for nobody who only listens. */
    close: (): void => {
      for (const theirs of open.values()) for (const stream of theirs) stream.end();
    },
  };
}
