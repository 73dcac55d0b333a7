import type { IncomingMessage } from 'node:http';

/** Beyond this, what a sender still pushes after a refusal is not worth reading: the socket is cut. */
const DRAIN_LIMIT_BYTES = 4 * 1024 * 1024;

/** A body that was not read. `gone`: the sender left; nobody waits for an answer. */
export class BodyRefused extends Error {
  readonly why: 'too_large' | 'encoded' | 'gone';
  readonly status: 413 | 415 | 400;

  constructor(why: 'too_large' | 'encoded' | 'gone') {
    super(`The body was refused: ${why}.`);
    this.name = 'BodyRefused';
    this.why = why;
    this.status = why === 'too_large' ? 413 : why === 'encoded' ? 415 : 400;
  }
}

/**
 * The exact bytes of a request's body, at most `limit` of them. Memory stays bounded: after a
 * refusal the rest is read and thrown away, so that the sender still sees our answer.
 * Most come in one piece with their head: that is there, whole, once this turn's bytes are read.
 * @throws BodyRefused
 */
export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    drain(req);
    throw new BodyRefused('encoded');
  }
  if (Number(req.headers['content-length']) > limit) {
    drain(req);
    throw new BodyRefused('too_large');
  }
  await new Promise((resolve) => setImmediate(resolve));
  const isWhole = req.complete && req.readableLength <= limit;
  return isWhole ? (req.read() ?? Buffer.alloc(0)) : readPieces(req, limit);
}

function readPieces(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const settle = (result: Buffer | BodyRefused) => {
      req.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
      if (Buffer.isBuffer(result)) resolve(result);
      else reject(result);
    };
    const onData = (piece: Buffer) => {
      size += piece.length;
      if (size > limit) {
        settle(new BodyRefused('too_large'));
        drain(req);
      } else pieces.push(piece);
    };
    const onEnd = () => settle(Buffer.concat(pieces, size));
    const onGone = () => settle(new BodyRefused('gone'));
    req.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
    if (req.destroyed) onGone();
  });
}

function drain(req: IncomingMessage): void {
  let size = 0;
  req.on('error', () => {});
  req.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > DRAIN_LIMIT_BYTES) req.destroy();
  });
}
