import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

/** A list is mostly the same words again and again; below this size it is not worth it. */
const WORTH_COMPRESSING = 2_048;

/** Up to here it takes less than to hand it to another thread and back. */
const AT_ONCE = 64 * 1_024;

/** The better one first: browsers name them in any order. */
const CODINGS = ['br', 'gzip'] as const;

/** Higher ones take several times as long, for a twentieth less. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };

/** Sends pages and answers compressed, as far as the browser can read that. */
export function compressed(req: Request, res: Response, next: NextFunction): void {
  const send = res.send.bind(res);
  res.send = (body?: unknown) => {
    if (typeof body !== 'string') return send(body);
    res.vary('Accept-Encoding');
    const coding = CODINGS.find((name) => req.acceptsEncodings(name));
    if (body.length < WORTH_COMPRESSING || !coding) return send(body);
    if (!res.get('Content-Type')) res.type('html');
    const sendCoded = (bytes: Buffer) => {
      res.set('Content-Encoding', coding);
      return send(bytes);
    };
    if (body.length <= AT_ONCE)
      return sendCoded(coding === 'br' ? brotliCompressSync(body, BROTLI) : gzipSync(body));
    const sendAs = (error: Error | null, bytes: Buffer) => {
      if (error) send(body);
      else sendCoded(bytes);
    };
    if (coding === 'br') brotliCompress(body, BROTLI, sendAs);
    else gzip(body, sendAs);
    return res;
  };
  next();
}
