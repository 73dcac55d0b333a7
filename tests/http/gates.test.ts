import { expect, test } from 'vitest';
import { codeNow, secretOn } from '../support/codes.ts';
import { useConsole } from '../support/console.ts';
import { errorOf, read } from '../support/read.ts';

const world = useConsole({ settings: { requireSecondFactor: true } });

const PATH = '/account/second-factor/';

test('a member works without a second factor', async () => {
  const awa = await world.console.signIn('awa');
  expect((await awa.get('/wallet/')).status).toBe(200);
});

test.each([
  ['tresorier', '/admin/resources/Wallet'],
  ['finance', '/admin'],
  ['admin', '/admin'],
])('%s sets one up before anything else, and then works', async (username, home) => {
  const visitor = world.console.visitor();
  const login = await visitor.post('/login', { username, password: 'tontine-demo' });
  expect(login.location).toBe(PATH);
  for (const path of ['/', '/admin', home, '/account/', '/account/password/']) {
    expect({ path, location: (await visitor.get(path)).location }).toEqual({
      path,
      location: PATH,
    });
  }
  const api = await visitor.get('/admin/api/dashboard');
  expect([api.status, errorOf(api).code]).toEqual([403, 'second_factor_needed']);
  const pay = '/admin/api/resources/Wallet/records/00000000-0000-0000-0000-000000000000/payout';
  expect((await visitor.postJson(pay, { amount: '100' })).status).toBe(403);

  const page = await visitor.get(PATH);
  expect(read(page)).toContain('Votre rôle l’exige');
  const codes = await visitor.post(PATH, { code: codeNow(secretOn(page)) });
  expect(read(codes)).toContain('Je les ai gardés');
  expect((await visitor.get('/')).location).toBe(home);
  expect((await visitor.get(home)).status).toBe(200);
});

test('a one-time password comes before it', async () => {
  const { admin, other } = world.people;
  const reset = { actor: admin, userId: other.id, reason: 'Oublié' };
  const { password } = await world.console.app.resetUser(reset);
  const visitor = world.console.visitor();
  const login = await visitor.post('/login', { username: 'tresorier2', password });
  expect(login.location).toBe('/account/password/');
  const next = 'quatre mots sans aucun rapport';
  const change = { current: password, next, again: next };
  expect((await visitor.post('/account/password/', change)).location).toBe(PATH);
});
