import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app.ts';
import { BodyRefused, readBody } from './read-body.ts';

/** The largest webhook that is read; the gateway's are a few hundred bytes (`gateway-contract.md`). */
const LIMIT_BYTES = 256 * 1024;

const PATH = /^\/webhook\/getmipay\/?(?:\?|$)/;

/** With or without the trailing slash; what follows `?` is ours, carried back by the gateway. */
export const isWebhook = (url: string | undefined): boolean =>
  url?.startsWith('/webhook/') === true && PATH.test(url);

/** ASCII text: with the head it leaves in one write, where bytes would be a second one. */
const json = (body: object) => JSON.stringify(body);

/** The answers are few and never change, so they are written once. */
const SETTLED = {
  completed: json({ outcome: 'completed' }),
  failed: json({ outcome: 'failed' }),
  duplicate: json({ outcome: 'duplicate' }),
  suspended: json({ outcome: 'suspended' }),
  ignored: json({ outcome: 'ignored' }),
} as const;

const REFUSED = {
  signature: json({ error: 'Invalid signature' }),
  timestamp: json({ error: 'The timestamp is too far from now' }),
  not_json: json({ error: 'Not JSON' }),
} as const;

const METHOD_NOT_ALLOWED = json({ error: 'Only POST is accepted here' });
const TOO_LARGE = json({ error: 'The body is larger than 256 KiB' });
const ENCODED = json({ error: 'The body must not be compressed' });
const NOT_STORED = json({ error: 'The event could not be stored; send it again' });

/**
 * POST /webhook/getmipay/: the exact bytes are verified and settled, and the answer waits for the
 * commit. 200 whatever the outcome; 400 not genuine or not JSON; 413; 415 compressed; 503 only
 * where nothing could be stored, so that the gateway sends it again.
 */
export function createWebhookDoor(app: App) {
  async function settle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const raw = await readBody(req, LIMIT_BYTES);
    const query = req.url?.split('?', 2)[1] ?? '';
    const parsed = app.parseWebhook({ raw, headers: req.headers, query });
    if (parsed.kind === 'refused') {
      app.countRefusedWebhook(parsed.why);
      answer(res, 400, REFUSED[parsed.why]);
      return;
    }
    const { outcome } = await app.receiveWebhook(parsed);
    answer(res, 200, SETTLED[outcome]);
  }

  return (req: IncomingMessage, res: ServerResponse): void => {
    if (req.method !== 'POST') {
      res.setHeader('allow', 'POST');
      answer(res, 405, METHOD_NOT_ALLOWED);
      return;
    }
    settle(req, res).catch((error: unknown) => {
      if (error instanceof BodyRefused) {
        if (error.why === 'gone') return;
        if (error.why === 'too_large') app.countRefusedWebhook('too_large');
        answer(res, error.status, error.why === 'too_large' ? TOO_LARGE : ENCODED);
        return;
      }
      app.log.error({ err: error }, 'a webhook could not be stored');
      res.setHeader('retry-after', '1');
      answer(res, 503, NOT_STORED);
    });
  };
}

function answer(res: ServerResponse, status: number, body: string): void {
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length });
  res.end(body);
}
