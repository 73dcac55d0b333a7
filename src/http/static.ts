import type { NextFunction, Request, Response } from 'express';

/** A file whose address changes with its content. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

/** Serves the pages' few files, compressed in advance, for ever: their names carry their hash. */
export function serveStatic(assets: readonly Asset[]) {
  const byPath = new Map(assets.map((asset) => [asset.path, asset]));
  return (req: Request, res: Response, next: NextFunction): void => {
    const asset = req.method === 'GET' || req.method === 'HEAD' ? byPath.get(req.path) : undefined;
    if (!asset) {
      next();
      return;
    }
    const encoding = req.acceptsEncodings('br', 'gzip');
    res.set('Cache-Control', 'public, max-age=31536000, immutable').vary('Accept-Encoding');
    res.type(asset.type);
    if (encoding === 'br' || encoding === 'gzip') res.set('Content-Encoding', encoding);
    res.end(encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain);
  };
}
