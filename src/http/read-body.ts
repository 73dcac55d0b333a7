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
 * @throws BodyRefused
 */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const encoding = req.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      drain(req);
      reject(new BodyRefused('encoded'));
      return;
    }
    const length = Number(req.headers['content-length'] ?? Number.NaN);
    if (length > limit) {
      drain(req);
      reject(new BodyRefused('too_large'));
      return;
    }
    let first: Buffer | undefined;
    let rest: Buffer[] | undefined;
    let size = 0;
    const settle = (result: Buffer | BodyRefused) => {
      req.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
      if (Buffer.isBuffer(result)) resolve(result);
      else reject(result);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        settle(new BodyRefused('too_large'));
        drain(req);
      } else if (first === undefined) first = chunk;
      else if (rest === undefined) rest = [first, chunk];
      else rest.push(chunk);
      if (size === length) onEnd();
    };
    const onEnd = () => settle(rest ? Buffer.concat(rest, size) : (first ?? Buffer.alloc(0)));
    const onGone = () => settle(new BodyRefused('gone'));
    req.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
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
