import { expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';

const world = useConsole();

const NNBSP = '\u202f';

test('a page weighs less than 60 KB, stylesheet and script included, and needs no other host', async () => {
  const awa = await world.console.signIn('awa');
  for (const path of ['/wallet/', '/wallet/topup/', '/wallet/withdraw/', '/vaults/']) {
    const page = await awa.get(path);
    const files = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, to]) => to);
    let size = Buffer.byteLength(page.text);
    for (const file of files) size += Buffer.byteLength((await awa.get(file ?? '')).text);
    expect(files).toHaveLength(2);
    expect(size).toBeLessThan(60_000);
    expect(page.text).not.toMatch(/(?:src|href)="https?:/);
    expect(page.headers.get('cache-control')).toBe('no-store');
  }
});

test('the history is paged and leaves nothing out', async () => {
  const { fatou } = world.people;
  await world.database.owner.query(
    `select m.* from generate_series(1, 45) n, lateral move_vault(
       (select create_vault($1, 'Coffre ' || n, null, $2)), 'IN', 1, null, 'k' || n, 'f' || n, $2) m`,
    [fatou.id, JSON.stringify({ id: fatou.id, name: 'fatou' })],
  );
  const visitor = await world.console.signIn('fatou');
  const seen: string[] = [];
  for (let path = '/wallet/'; path; ) {
    const page = await visitor.get(path);
    seen.push(...[...page.text.matchAll(/Coffre (\d+)/g)].map(([, n]) => n ?? ''));
    path = /href="(\/wallet\/\?apres=[^"]+)"/.exec(page.text)?.[1] ?? '';
  }
  expect(seen).toHaveLength(45);
  expect(new Set(seen).size).toBe(45);
  expect((await visitor.get('/wallet/')).text).toContain(`9${NNBSP}955`);
});
