import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { read } from '../support/read.ts';
import { givenStates, type States } from './states.ts';

const world = useConsole();
let states: States;

beforeAll(async () => {
  states = await givenStates(world);
});

const page = (depot: string) => world.console.visitor().get(`/wallet/topup/?depot=${depot}`);

test('whoever paid without a session reads what became of it, and nothing about the member', async () => {
  const received = await page(states.done);
  expect(received.status).toBe(200);
  expect(read(received)).toContain('Paiement reçu');
  expect(read(await page(states.waiting))).toContain('Paiement en attente de confirmation');
  for (const secret of ['Awa', 'Ouédraogo', '12 34 56', '12 000', '25 000', 'Wave', 'Solde']) {
    expect(read(received)).not.toContain(secret);
  }
  expect(received.headers.get('cache-control')).toBe('no-store');
});

test('an id that nobody knows, or of no deposit, looks like one that waits', async () => {
  const waiting = await page(states.waiting);
  const alike = (text: string) => text.replace(/depot(?:=|%3D)[^&"]*/g, 'depot=');
  for (const id of [world.people.awa.walletId, states.failed, states.saved, 'nonsense', '']) {
    const other = await page(id);
    expect(other.status).toBe(200);
    expect(alike(other.text)).toBe(alike(waiting.text));
  }
});

test('a member whose session ended finds their way back; without a deposit there is only the sign-in', async () => {
  const { text } = await page(states.done);
  const next = encodeURIComponent(`/wallet/topup/?depot=${states.done}`);
  expect(text).toContain(`href="/login?next=${next}"`);
  const nobody = world.console.visitor();
  expect((await nobody.get('/wallet/topup/')).location).toMatch(/^\/login/);
  expect((await nobody.post('/wallet/topup/?depot=x', { amount: '5' })).location).toBe('/login');
  const awa = await world.console.signIn('awa');
  expect(read(await awa.get(`/wallet/topup/?depot=${states.done}`))).toContain(
    'Porte-monnaie rechargé',
  );
  const moussa = await world.console.signIn('moussa');
  expect((await moussa.get(`/wallet/topup/?depot=${states.done}`)).status).toBe(404);
});

test('the address cannot put anything else into the page', async () => {
  const { text } = await page(encodeURIComponent('"><script>alert(1)</script>'));
  expect(text).not.toContain('<script>alert');
});
