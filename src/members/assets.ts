import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ACCOUNT } from './look/account.ts';
import { BASE } from './look/base.ts';
import { FORMS } from './look/forms.ts';
import { PARTS } from './look/parts.ts';
import { PRINT } from './look/print.ts';
import { SCRIPT_TEXT } from './look/script.ts';

/** The files of the pages, compressed once, when first asked for; the addresses of style and script change with their content. */
export const STYLESHEET = asset(
  'css',
  'text/css; charset=utf-8',
  squeeze(BASE + PARTS + FORMS + ACCOUNT + PRINT),
);
export const SCRIPT = asset('js', 'text/javascript; charset=utf-8', SCRIPT_TEXT);

/** Under the address that browsers ask for by themselves, the panel's pages included. */
export const FAVICON = {
  ...asset(
    'svg',
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6e4f"/><path d="M8 10h16M16 10v14" stroke="#fff" stroke-width="4"/></svg>',
  ),
  path: '/favicon.ico',
};

function asset(extension: string, type: string, text: string) {
  const plain = Buffer.from(text);
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
  let gzip: Buffer | undefined;
  let brotli: Buffer | undefined;
  return {
    path: `/assets/members-${hash}.${extension}`,
    type,
    plain,
    get gzip() {
      gzip ??= gzipSync(plain, { level: 9 });
      return gzip;
    },
    get brotli() {
      brotli ??= brotliCompressSync(plain);
      return brotli;
    },
  };
}

/** Indentation is for us, not for a 3G line. */
function squeeze(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
