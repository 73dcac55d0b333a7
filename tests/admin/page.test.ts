import { expect, test } from 'vitest';
import { sentence } from '../../src/kernel/messages.ts';
import { useConsole } from '../support/console.ts';
import { givenPerson } from '../support/given.ts';
import { list } from './api.ts';

const world = useConsole({ panel: true });
const JSON_ONLY = { accept: 'application/json' };
const ATTACK = '</script><script>alert(1)</script><!--';

test('a name cannot end the script that carries the page’s data', async () => {
  await world.database.owner.query('update tontine set name = $2 where id = $1', [
    world.people.tontineId,
    ATTACK,
  ]);
  await givenPerson(world.database.owner, {
    username: 'mechant',
    role: 'FINANCE',
    fullName: ATTACK,
  });
  const attacker = await world.console.signIn('mechant');
  const page = await attacker.get('/admin/resources/Tontine');
  const state = /window\.REDUX_STATE = (.*)/.exec(page.text)?.[1] ?? '';
  expect(state.length).toBeGreaterThan(1000);
  expect(page.text.length, 'sent anew with every page view').toBeLessThan(20_000);
  expect(state).not.toContain('<');
  expect(page.text).not.toContain('alert(1)');
  expect((await list(attacker, 'Tontine')).records?.[0]?.params['name']).toBeTruthy();
});

test('the page loads nothing from elsewhere and knows little of who is signed in', async () => {
  const finance = await world.console.signIn('finance');
  const page = await finance.get('/admin');
  expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
  const state = JSON.parse(/window\.REDUX_STATE = (.*);/.exec(page.text)?.[1] ?? '{}');
  expect(state.session).toEqual({
    id: world.people.finance.id,
    email: 'finance',
    title: 'FINANCE',
    role: 'FINANCE',
    locale: 'fr',
    tontine: null,
    mayChoose: false,
  });
  expect(page.headers.get('cache-control')).toBe('no-store');
});

test('scripts are kept for ever under the hash of their content', async () => {
  const finance = await world.console.signIn('finance');
  const page = await finance.get('/admin');
  const urls = [...page.text.matchAll(/(?:src|href)="(\/admin\/[^"]+)"/g)].map(
    ([, url]) => url ?? '',
  );
  expect(urls.map((url) => url.replace(/^.*\/|\?.*$/g, '')).sort()).toEqual([
    'components.bundle.js',
    'global.bundle.js',
    'panel.css',
  ]);
  for (const url of urls) {
    const asset = await finance.get(url);
    expect(asset.status).toBe(200);
    expect(asset.headers.get('cache-control')).toContain('immutable');
  }
});

test('the language is the person’s, and changes when asked', async () => {
  const finance = await world.console.signIn('finance');
  const refusal = async () => {
    const { text } = await finance.get('/admin/api/resources/User/search/a', JSON_ONLY);
    return JSON.parse(text).error.message;
  };
  expect((await finance.get('/admin')).text).toContain('<html lang="fr"');
  expect(await refusal()).toBe(sentence('fr', 'not_found'));
  expect((await finance.get('/admin?lang=en')).text).toContain('<html lang="en"');
  expect(await refusal()).toBe(sentence('en', 'not_found'));
});

test('the page and the answers are sent in what the browser reads', async () => {
  const finance = await world.console.signIn('finance');
  for (const [accepted, coding] of [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['identity', 'identity'],
  ] as const) {
    for (const [path, beginning] of [
      ['/admin', /^\s*<!DOCTYPE html>/],
      ['/admin/api/proof', /^\{"/],
    ] as const) {
      const { headers, text } = await finance.get(path, { 'accept-encoding': accepted });
      expect(headers.get('content-encoding') ?? 'identity', path).toBe(coding);
      expect(headers.get('vary')).toContain('Accept-Encoding');
      expect(text).toMatch(beginning);
    }
  }
});

test('the dashboard tells each role their own', async () => {
  const of = async (username: string) => {
    const who = await world.console.signIn(username);
    return JSON.parse((await who.get('/admin/api/dashboard', { accept: 'application/json' })).text);
  };
  const tresorier = await of('tresorier');
  expect(tresorier.members).toEqual({ count: 2, held: '65000' });
  expect(tresorier.house).toBeNull();
  const finance = await of('finance');
  expect(finance.members).toBeNull();
  expect(finance.house.refusedWebhooks).toEqual({ count: 0, lastAt: null });
});
