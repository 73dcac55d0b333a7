import type { Response } from 'express';

/** One byte at this pace: a client that waits for idle sockets only would wait for ever. */
const DRIP_MS = 100;

const PAGES = [
  { status: 403, title: '403 Forbidden' },
  { status: 404, title: '404 Not Found' },
  { status: 502, title: '502 Bad Gateway' },
  { status: 504, title: '504 Gateway Time-out' },
] as const;

/** What a proxy in front of the gateway says: not the gateway's word. `choice` is in [0, 1). */
export function answerHtml(response: Response, choice: number): void {
  const page = PAGES[Math.floor(choice * PAGES.length)] ?? PAGES[0];
  response
    .status(page.status)
    .type('html')
    .send(
      `<html><head><title>${page.title}</title></head><body><h1>${page.title}</h1></body></html>`,
    );
}

/** A 200 whose JSON breaks off. */
export function answerGarbage(response: Response, body: object): void {
  const text = JSON.stringify(body);
  response
    .status(200)
    .type('json')
    .send(text.slice(0, Math.ceil(text.length / 2)));
}

/** The true answer, one byte at a time, for so long; then the connection is cut. */
export function answerSlowly(response: Response, body: object, forMs: number): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.status(201).set({ 'Content-Type': 'application/json', 'Content-Length': bytes.length });
  let sent = 0;
  const drip = setInterval(() => {
    if (sent < bytes.length && sent * DRIP_MS < forMs) {
      response.write(bytes.subarray(sent, sent + 1));
      sent += 1;
    } else {
      response.socket?.resetAndDestroy();
    }
  }, DRIP_MS).unref();
  response.once('close', () => clearInterval(drip));
}
