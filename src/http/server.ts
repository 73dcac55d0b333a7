import http from 'node:http';
import { createConsole } from './console.ts';
import type { ServerOptions } from './options.ts';
import { isUpload } from './upload.ts';
import { createWebhookDoor, isWebhook } from './webhook.ts';

/** Who writes slower than this is cut off: open sockets are what a slow-loris wants. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** A statement of a year over a slow line. */
const UPLOAD_TIMEOUT_MS = 15 * 60_000;
/** Longer than a usual proxy's, so that it is the proxy that closes an idle connection. */
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16 * 1024;
const TIMED_OUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/**
 * The one door. The webhook is answered here, without a framework in its way: it arrives thousands
 * of times a second. Everything else is the console, in Express.
 */
export async function createServer(options: ServerOptions): Promise<http.Server> {
  const {
    app,
    headersTimeoutMs = HEADERS_TIMEOUT_MS,
    requestTimeoutMs = REQUEST_TIMEOUT_MS,
  } = options;
  const webhook = createWebhookDoor(app);
  const pages = await createConsole(options);
  const server = http.createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: UPLOAD_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      connectionsCheckingInterval: Math.min(1000, headersTimeoutMs),
    },
    (req, res) => {
      if (!isUpload(req)) cutWhenSlow(req, res, requestTimeoutMs);
      if (isWebhook(req.url)) webhook(req, res);
      else pages.handle(req, res);
    },
  );
  server.on('close', pages.close);
  // Who only listens to events must not be waited for: they are let go before the server waits.
  const close = server.close.bind(server);
  server.close = (done) => {
    pages.endStreams();
    return close(done);
  };
  return server;
}

/**
 * Node has one limit for all requests, and a file may take longer than a form. What came in one
 * piece is whole once this turn's bytes are read (`process.nextTick` would be before its body),
 * and needs no timer.
 */
function cutWhenSlow(req: http.IncomingMessage, res: http.ServerResponse, ms: number): void {
  setImmediate(() => {
    if (req.complete || req.destroyed) return;
    const timer = setTimeout(() => {
      if (req.complete) return;
      if (!res.headersSent) req.socket.write(TIMED_OUT);
      req.destroy();
    }, ms);
    timer.unref();
    req.once('close', () => clearTimeout(timer));
  });
}
