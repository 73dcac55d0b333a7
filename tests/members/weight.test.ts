import http from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { givenStates, type States } from './states.ts';

const world = useConsole();
const BUDGET_BYTES = 60_000;
let states: States;

beforeAll(async () => {
  states = await givenStates(world);
  const { awa } = world.people;
  await world.database.owner.query(
    `select m.* from generate_series(1, 30) n, lateral move_vault(
       (select create_vault($1, 'Coffre de la rentrée scolaire ' || n, null, $2)), 'IN', 1, null, 'k' || n, 'f' || n, $2) m`,
    [awa.id, JSON.stringify({ id: awa.id, name: 'awa' })],
  );
});

interface Transfer {
  readonly bytes: number;
  readonly text: string;
  readonly headers: http.IncomingHttpHeaders;
}

/** What goes over the line, head and body, for a browser that takes compressed answers. */
function transfer(path: string, cookie: string): Promise<Transfer> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, accept: 'text/html', 'accept-encoding': 'br' };
    const request = http.get(new URL(path, world.console.url), { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject).on('end', () => {
        const body = Buffer.concat(chunks);
        const head = answer.rawHeaders.join(': ').length + 2 * answer.rawHeaders.length;
        const isBrotli = answer.headers['content-encoding'] === 'br';
        const text = (isBrotli ? brotliDecompressSync(body) : body).toString();
        resolve({ bytes: head + body.length, text, headers: answer.headers });
      });
    });
    request.on('error', reject);
  });
}

test('a first load weighs less than 60 KB and needs no other host, a full history included', async () => {
  const { cookie } = await world.console.signIn('awa');
  const weights: Record<string, number> = {};
  for (const path of [
    '/login',
    '/wallet/',
    '/wallet/?statut=effectue',
    '/wallet/topup/',
    '/wallet/withdraw/',
    '/vaults/',
    `/wallet/operations/${states.rejected}/`,
  ]) {
    const page = await transfer(path, path === '/login' ? '' : cookie);
    const files = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, to]) => to);
    expect(files).toHaveLength(2);
    let { bytes } = page;
    for (const file of files) bytes += (await transfer(file ?? '', cookie)).bytes;
    weights[path] = bytes;
    expect(page.text).not.toMatch(/(?:src|href)="https?:/);
    expect(page.headers['cache-control']).toBe('no-store');
  }
  for (const [path, bytes] of Object.entries(weights)) {
    expect({ path, isLight: bytes < BUDGET_BYTES }).toEqual({ path, isLight: true });
  }
});
