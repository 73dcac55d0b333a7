import { strFromU8, unzipSync } from 'fflate';
import type { Visitor } from '../support/visitor.ts';

/** A file that a door sent: its bytes, or what was said instead. */
export interface Fetched {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
}

export async function fetchFile(who: Visitor, path: string): Promise<Fetched> {
  const response = await fetch(new URL(path, who.url), {
    headers: { cookie: who.cookie, accept: 'application/json', 'sec-fetch-site': 'same-origin' },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { status, headers } = response;
  return {
    status,
    headers,
    bytes,
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
  };
}

/** Rows of a CSV whose text cells are quoted, numbers bare. Written apart from what writes them. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cells = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n)/gy;
  cells.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  let row: string[] = [];
  for (let found = cells.exec(text); found; found = cells.exec(text)) {
    const [, raw = '', end] = found;
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

export interface SheetCell {
  readonly kind: 'text' | 'number' | 'empty';
  readonly value: string;
  readonly style: number;
}

const plain = (xml: string): string =>
  xml
    .replace(/&#13;/g, '\r')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

/** Rows of a workbook's only sheet, and its parts by name. */
export function readXlsx(bytes: Uint8Array) {
  const parts = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]),
  );
  const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
  const rows = [...sheet.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c(?: t="(\w+)")?(?: s="(\d+)")?(?:\/>|>(.*?)<\/c>)/gs)].map(
      ([, type, style, inside = '']): SheetCell => ({
        kind: type === 'inlineStr' ? 'text' : inside ? 'number' : 'empty',
        value: plain(inside.replace(/<[^>]+>/g, '')),
        style: Number(style ?? 0),
      }),
    ),
  );
  return { parts, rows };
}
