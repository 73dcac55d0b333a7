import { describe, expect, test } from 'vitest';
import { wrongCode } from '../support/codes.ts';
import { useConsole } from '../support/console.ts';
import { PASSWORD } from '../support/given.ts';
import { errorOf, read } from '../support/read.ts';
import type { Visitor } from '../support/visitor.ts';
import { secondFactorSteps } from './second-factor-steps.ts';

const world = useConsole();
const { withSecondFactor, forget, givePassword } = secondFactorSteps(world);

const PATH = '/account/second-factor/';

describe('signing in with it', () => {
  test('the password alone opens nothing; the code opens everything, under a new session id', async () => {
    const { finance } = world.people;
    const { freshCode } = await withSecondFactor(finance);
    const visitor = await givePassword('finance');
    for (const path of ['/', '/account/', PATH, '/tontine', '/wallet/', '/vaults/', '/admin']) {
      const { status, location } = await visitor.get(path);
      expect({ path, status, to: location.split('?')[0] }).toEqual({
        path,
        status: 303,
        to: '/login',
      });
    }
    const api = await visitor.get('/admin/api/dashboard', { accept: 'application/json' });
    expect(api.status).toBe(401);
    expect((await visitor.post('/account/password/', { current: PASSWORD })).location).toBe(
      '/login',
    );
    expect((await visitor.get('/login/code')).text).toContain('autoComplete="one-time-code"');

    const before = visitor.cookie;
    const { status, location } = await visitor.post('/login/code', { code: await freshCode() });
    expect({ status, location }).toEqual({ status: 303, location: '/admin' });
    expect(visitor.cookie).not.toBe(before);
    expect((await visitor.get('/admin')).status).toBe(200);
    const thief = world.console.visitor();
    expect((await thief.get('/admin', { cookie: before })).status).toBe(303);
    expect((await thief.get('/login/code', { cookie: before })).location).toBe('/login');
    await forget(finance);
  });

  test('a code that was used is refused, and so is a wrong one', async () => {
    const { finance } = world.people;
    const { secret, freshCode } = await withSecondFactor(finance);
    const code = await freshCode();
    await (await givePassword('finance')).post('/login/code', { code });
    const second = await givePassword('finance');
    const used = await second.post('/login/code', { code });
    expect(used.status).toBe(401);
    expect(read(used)).toContain('Ce code a déjà servi.');
    const wrong = await second.post('/login/code', { code: wrongCode(secret) });
    expect(wrong.status).toBe(401);
    expect(read(wrong)).toContain('Ce code est incorrect ou trop ancien.');
    expect((await second.get('/admin')).status).toBe(303);
    await forget(finance);
  });

  test('a recovery code works once, however it is typed, and says how many are left', async () => {
    const { tresorier } = world.people;
    const { recoveryCodes } = await withSecondFactor(tresorier);
    const [code = ''] = recoveryCodes;
    const visitor = await givePassword('tresorier');
    const typed = ` ${code.toUpperCase().replaceAll('-', ' ')} `;
    const { location } = await visitor.post('/login/code', { code: typed });
    expect(location).toBe('/account/second-factor/?left=9');
    expect(read(await visitor.get(location))).toContain('Il vous en reste 9.');
    expect((await visitor.get('/')).location).toBe('/admin/resources/Wallet');

    const again = await (await givePassword('tresorier')).post('/login/code', { code });
    expect(again.status).toBe(401);
    await forget(tresorier);
  });

  test('goes where the person wanted, in JSON as well', async () => {
    const { awa } = world.people;
    const { freshCode } = await withSecondFactor(awa);
    const program = world.console.visitor();
    const login = { username: 'awa', password: PASSWORD, next: '/vaults/' };
    expect(JSON.parse((await program.postJson('/login', login)).text)).toEqual({
      redirectUrl: '/login/code',
    });
    const refused = await program.postJson('/login/code', { code: 'nonsense' });
    expect([refused.status, errorOf(refused).code]).toEqual([401, 'code_refused']);
    const done = await program.postJson('/login/code', { code: await freshCode() });
    expect(JSON.parse(done.text)).toEqual({ redirectUrl: '/vaults/' });
    await forget(awa);
  });

  test('eight wrong codes close it for a while, from any session, also for the right one', async () => {
    const { moussa } = world.people;
    const { secret, freshCode } = await withSecondFactor(moussa);
    const first = await givePassword('moussa');
    for (let tries = 0; tries < 8; tries += 1) {
      const guess = await first.post('/login/code', { code: wrongCode(secret) });
      expect(guess.status).toBe(401);
    }
    const second = await givePassword('moussa');
    const closed = await second.post('/login/code', { code: await freshCode() });
    expect(closed.status).toBe(429);
    expect(Number(closed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(read(closed)).toContain('Trop d’essais');
    await forget(moussa);
  });

  test('without a password before it, the code is not even asked for', async () => {
    const nobody = world.console.visitor();
    expect((await nobody.get('/login/code')).location).toBe('/login');
    const answer = await nobody.postJson('/login/code', { code: '123456' });
    expect([answer.status, errorOf(answer).code]).toEqual([401, 'sign_in_again']);
  });
});

describe('a password that waits for its code', () => {
  const lives = async (visitor: Visitor) => (await visitor.get('/login/code')).status === 200;

  test('waits five minutes', async () => {
    const { finance } = world.people;
    await withSecondFactor(finance);
    const visitor = await givePassword('finance');
    const age = (ms: number) =>
      world.database.owner.query(
        `update session set sess = jsonb_set(sess::jsonb, '{codeSince}',
           to_jsonb((sess ->> 'codeSince')::bigint - $2::bigint))::json
          where sess ->> 'personId' = $1 and sess ->> 'codeSince' is not null`,
        [finance.id, ms],
      );
    await age(4.9 * 60_000);
    expect(await lives(visitor)).toBe(true);
    await age(0.2 * 60_000);
    expect(await lives(visitor)).toBe(false);
    await forget(finance);
  });

  test('is over when the person is disabled, or their account reset', async () => {
    const { finance, admin } = world.people;
    const { app } = world.console;
    const { freshCode } = await withSecondFactor(finance);
    const disabled = await givePassword('finance');
    await app.disableUser({ actor: admin, userId: finance.id, reason: 'test' });
    expect((await disabled.post('/login/code', { code: await freshCode() })).status).toBe(401);
    await app.enableUser({ actor: admin, userId: finance.id, reason: 'test' });
    expect(await lives(disabled)).toBe(false);

    const half = await givePassword('finance');
    expect(await lives(half)).toBe(true);
    await app.resetUser({ actor: admin, userId: finance.id, reason: 'test' });
    expect(await lives(half)).toBe(false);
    await world.database.owner.query(
      `update app_user set must_change_password = false,
         password_hash = (select password_hash from app_user where username = 'awa')
        where username = 'finance'`,
    );
  });

  test('takes the role that the person has when the code comes', async () => {
    const { finance } = world.people;
    const { freshCode } = await withSecondFactor(finance);
    const half = await givePassword('finance');
    const setRole = (role: string) =>
      world.database.owner.query('update app_user set role = $2 where id = $1', [finance.id, role]);
    await setRole('MEMBER');
    expect((await half.post('/login/code', { code: await freshCode() })).location).toBe('/wallet/');
    expect((await half.get('/admin')).location).toBe('/wallet/');
    await setRole('FINANCE');
    await forget(finance);
  });
});
