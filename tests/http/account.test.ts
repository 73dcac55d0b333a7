import { describe, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { PASSWORD } from '../support/given.ts';
import { errorOf, read } from '../support/read.ts';

const world = useConsole();

const NEXT = 'quatre mots sans aucun rapport';

const setPasswordBack = (username: string) =>
  world.database.owner.query(
    `update app_user set must_change_password = false,
       password_hash = (select password_hash from app_user where username = 'fatou')
      where username = $1`,
    [username],
  );

describe('/account/', () => {
  test.each([
    ['awa', 'Awa Ouédraogo', 'Membre'],
    ['tresorier', 'Tontine Wend-Panga', 'Trésorier'],
    ['finance', 'finance', 'Finance'],
    ['admin', 'admin', 'Administration'],
  ])('says who %s is here, and leads to what keeps the account safe', async (username, ...said) => {
    const visitor = await world.console.signIn(username);
    const page = await visitor.get('/account/');
    for (const words of [username, ...said]) expect(read(page)).toContain(words);
    expect(page.text).toContain('href="/account/password/"');
    expect(page.text).toContain('href="/account/second-factor/"');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(read(await visitor.get('/account/?lang=en'))).toContain('My account');
  });
});

describe('changing the password', () => {
  test('ends the other sessions of the person, keeps this one, and the old password is gone', async () => {
    const here = await world.console.signIn('awa');
    const elsewhere = await world.console.signIn('awa');
    const somebodyElse = await world.console.signIn('moussa');
    const form = { current: PASSWORD, next: NEXT, again: NEXT };
    const { status, location } = await here.post('/account/password/', form);
    expect({ status, location }).toEqual({ status: 303, location: '/account/?done=password' });
    expect(read(await here.get(location))).toContain('Votre mot de passe est changé.');
    expect((await elsewhere.get('/wallet/')).status).toBe(303);
    expect((await somebodyElse.get('/wallet/')).status).toBe(200);
    const old = { username: 'awa', password: PASSWORD };
    expect((await world.console.visitor().post('/login', old)).status).toBe(401);
    const same = await here.postJson('/account/password/', { current: NEXT, next: NEXT });
    expect([same.status, errorOf(same)]).toMatchObject([
      400,
      { code: 'password_same', field: 'next' },
    ]);
    const fresh = { username: 'awa', password: NEXT };
    expect((await world.console.visitor().post('/login', fresh)).status).toBe(303);
    await setPasswordBack('awa');
  });

  test.each([
    ['current', 'password_wrong', { current: 'wrong' }],
    ['next', 'password_too_short', { next: 'court', again: 'court' }],
    ['next', 'password_too_long', { next: 'x'.repeat(129), again: 'x'.repeat(129) }],
    ['next', 'password_common', { next: 'motdepasse123', again: 'motdepasse123' }],
    ['next', 'password_common', { next: 'je suis moussa', again: 'je suis moussa' }],
    ['again', 'password_differs', { again: 'autre chose' }],
  ])('a mistake in %s is told beside it: %s', async (field, code, wrong) => {
    const moussa = await world.console.signIn('moussa');
    const form = { current: PASSWORD, next: NEXT, again: NEXT, ...wrong };
    const page = await moussa.post('/account/password/', form);
    expect(page.status).toBe(400);
    expect(page.text).toContain(`id="${field}-error"`);
    expect(page.text).not.toContain(form.next);
    const json = await moussa.postJson('/account/password/', form);
    expect([json.status, errorOf(json)]).toMatchObject([400, { code, field }]);
    const login = { username: 'moussa', password: PASSWORD };
    expect((await world.console.visitor().post('/login', login)).status).toBe(303);
  });

  test('guessing the present password in an open session is slowed down like signing in', async () => {
    const finance = await world.console.signIn('finance');
    const guess = (current: string) =>
      finance.post('/account/password/', { current, next: NEXT, again: NEXT });
    for (let tries = 0; tries < 8; tries += 1) {
      expect((await guess(`guess ${tries}`)).status).toBe(400);
    }
    const closed = await guess(PASSWORD);
    expect(closed.status).toBe(429);
    expect(read(closed)).toContain('Trop d’essais');
    await world.database.owner.query('delete from login_attempt');
  });
});

describe('a one-time password', () => {
  test('opens nothing but its own replacement; after that everything', async () => {
    const { admin, moussa } = world.people;
    const before = await world.console.signIn('moussa');
    const reset = { actor: admin, userId: moussa.id, reason: 'Oublié' };
    const { password } = await world.console.app.resetUser(reset);
    expect((await before.get('/wallet/')).location).toContain('/login');

    const visitor = world.console.visitor();
    const login = { username: 'moussa', password, next: '/vaults/' };
    expect((await visitor.post('/login', login)).location).toBe('/account/password/');
    for (const path of ['/', '/wallet/', '/vaults/', '/account/', '/account/second-factor/']) {
      const { location } = await visitor.get(path);
      expect({ path, location }).toEqual({ path, location: '/account/password/' });
    }
    const api = await visitor.get('/wallet/', { accept: 'application/json' });
    expect([api.status, errorOf(api).code]).toEqual([403, 'password_must_change']);
    const form = await visitor.post('/vaults/', { name: 'Rentrée' });
    expect(form.status).toBe(403);
    expect(read(form)).toContain('Choisissez d’abord votre propre mot de passe.');
    expect(read(await visitor.get('/account/password/'))).toContain('ne sert qu’une fois');
    expect((await visitor.get('/logout')).status).toBe(200);

    const change = { current: password, next: NEXT, again: NEXT };
    expect((await visitor.post('/account/password/', change)).location).toBe('/wallet/');
    expect((await visitor.get('/vaults/')).status).toBe(200);
    await setPasswordBack('moussa');
  });

  test('keeps a treasurer out of the panel and its API', async () => {
    const { admin, other } = world.people;
    const reset = { actor: admin, userId: other.id, reason: 'Oublié' };
    const { password } = await world.console.app.resetUser(reset);
    const visitor = world.console.visitor();
    await visitor.post('/login', { username: 'tresorier2', password });
    expect((await visitor.get('/admin/resources/Wallet')).location).toBe('/account/password/');
    const api = await visitor.get('/admin/api/resources/Wallet/actions/list');
    expect([api.status, errorOf(api).code]).toEqual([403, 'password_must_change']);
    await setPasswordBack('tresorier2');
  });
});

test('no form of the account is taken from another site', async () => {
  const visitor = await world.console.signIn('tresorier');
  for (const path of [
    '/login/code',
    '/account/password/',
    '/account/second-factor/',
    '/account/second-factor/codes/',
    '/account/second-factor/remove/',
    '/tontine',
  ]) {
    const answer = await visitor.post(path, {}, { 'sec-fetch-site': 'cross-site' });
    expect({ path, status: answer.status }).toEqual({ path, status: 403 });
    expect(read(answer)).toContain('Demande refusée par sécurité');
  }
});
