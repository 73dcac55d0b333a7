import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpRefusal } from './errors.ts';
import { BodyRefused } from './read-body.ts';

/** Where a file may be sent. Every other body is read whole, and is small. */
const DOOR = /^\/admin\/api\/statements\/upload(?:\?|$)/;

const LIMIT_BYTES = 512 * 1024 * 1024;

/** Whoever was refused has this long to read why; what they still send is not worth receiving. */
const LAST_WORD_MS = 2_000;

declare module 'express-serve-static-core' {
  interface Request {
    /** A file on its way in, to be read once by the door it was sent to; null: no such body. */
    upload: AsyncIterable<Buffer> | null;
  }
}

export const isUpload = (req: IncomingMessage): boolean =>
  req.method === 'POST' && DOOR.test(req.url ?? '');

const tooLarge = () =>
  new HttpRefusal(413, 'upload_too_large', 'The file is larger than 512 MB, the most we read.');

/**
 * A body of at most 512 MB as it comes in: never held whole, and nothing of it is read before the
 * door that it was sent to asks for it.
 * @throws HttpRefusal 413 at once where the sender says its length, else in the midst of reading
 */
export function openUpload(
  req: IncomingMessage,
  res: ServerResponse,
  limit = LIMIT_BYTES,
): AsyncIterable<Buffer> {
  res.once('finish', () => cutIfUnread(req));
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new BodyRefused('encoded');
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge();
  return bounded(req, limit);
}

async function* bounded(req: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  // The line stays open when reading ends early: our answer goes out on it.
  const chunks: AsyncIterable<Buffer> = req.iterator({ destroyOnReturn: false });
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limit) throw tooLarge();
      yield chunk;
    }
  } catch (error) {
    throw req.errored ? new BodyRefused('gone') : error;
  }
}

function cutIfUnread(req: IncomingMessage): void {
  setTimeout(() => {
    if (!req.complete) req.destroy();
  }, LAST_WORD_MS).unref();
}
