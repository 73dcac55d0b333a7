import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

interface Asset {
  readonly file: string;
  readonly type: string;
  readonly hash: string;
}

const FOR_EVER = 'private, max-age=31536000, immutable';

const hashOf = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);

function assetsIn(folder: string): ReadonlyMap<string, Asset> {
  const names = readdirSync(folder).filter((name) => /^[a-z.-]+\.(js|css)$/.test(name));
  return new Map(
    names.map((name) => {
      const file = join(folder, name);
      const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      return [name, { file, type, hash: hashOf(file) }];
    }),
  );
}

const CODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** The panel's scripts and styles: under the hash of their content, and compressed where built so. */
export function serveAssets(folder: string, rootPath: string) {
  const assets = assetsIn(folder);
  const serve: RequestHandler = (req, res, next) => {
    const asset = assets.get(String(req.params['name']));
    if (!asset) return next();
    res.set({ 'Content-Type': asset.type, Vary: 'Accept-Encoding' });
    res.set('Cache-Control', req.query['v'] === asset.hash ? FOR_EVER : 'no-cache');
    const coding = CODINGS.find(
      ([name, ending]) => req.acceptsEncodings(name) && existsSync(asset.file + ending),
    );
    if (coding) res.set('Content-Encoding', coding[0]);
    res.sendFile(asset.file + (coding?.[1] ?? ''), { cacheControl: false, dotfiles: 'allow' });
  };
  const router = Router().get('/frontend/assets/:name', serve);
  const urls = Object.fromEntries(
    [...assets].map(([name, { hash }]) => [name, `${rootPath}/frontend/assets/${name}?v=${hash}`]),
  );
  return { router, urls };
}
