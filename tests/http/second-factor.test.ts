import { describe, expect, test } from 'vitest';
import { codeNow, recoveryCodesOn, secretOn, wrongCode } from '../support/codes.ts';
import { useConsole } from '../support/console.ts';
import { PASSWORD } from '../support/given.ts';
import { errorOf, read } from '../support/read.ts';
import { secondFactorSteps } from './second-factor-steps.ts';

const world = useConsole();
const { withSecondFactor, forget, givePassword } = secondFactorSteps(world);

const PATH = '/account/second-factor/';

describe('setting it up', () => {
  test('shows the key as a picture and in groups of four, the same one until a code confirms it', async () => {
    const { awa } = world.people;
    const visitor = await world.console.signIn('awa');
    const page = await visitor.get(PATH);
    const secret = secretOn(page);
    expect(secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(page.text).toContain('<svg class="qr"');
    expect(page.text).toContain(`secret=${secret.replaceAll(' ', '')}`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(secretOn(await visitor.get(PATH))).toBe(secret);

    const wrong = await visitor.post(PATH, { code: wrongCode(secret) });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('id="code-error"');
    expect(secretOn(wrong)).toBe(secret);

    const before = visitor.cookie;
    const right = await visitor.post(PATH, { code: codeNow(secret) });
    expect(right.status).toBe(200);
    expect(new Set(recoveryCodesOn(right)).size).toBe(10);
    expect(right.headers.get('cache-control')).toBe('no-store');
    expect(visitor.cookie).not.toBe(before);
    const thief = await world.console.visitor().get('/wallet/', { cookie: before });
    expect(thief.status).toBe(303);
    expect((await visitor.get('/wallet/')).status).toBe(200);
    const again = await visitor.get(PATH);
    expect(again.text).not.toContain(secret);
    expect(recoveryCodesOn(again)).toEqual([]);
    expect((await visitor.post(PATH, { code: '123456' })).status).not.toBe(200);
    await forget(awa);
  });

  test('is spoken in JSON as well', async () => {
    const { fatou } = world.people;
    const visitor = await world.console.signIn('fatou');
    const json = { accept: 'application/json' };
    const { secret, uri } = JSON.parse((await visitor.get(PATH, json)).text);
    expect(uri).toMatch(/^otpauth:\/\/totp\/Tontine%20Pro:fatou\?/);
    const wrong = await visitor.postJson(PATH, { code: wrongCode(secret) });
    expect(wrong.status).toBe(400);
    expect(errorOf(wrong)).toMatchObject({ code: 'code_refused', field: 'code' });
    const done = await visitor.postJson(PATH, { code: codeNow(secret) });
    expect(JSON.parse(done.text).recoveryCodes).toHaveLength(10);
    await forget(fatou);
  });
});

describe('afterwards', () => {
  test('new recovery codes need a code and end the old ones', async () => {
    const { finance } = world.people;
    const { visitor, secret, freshCode, recoveryCodes } = await withSecondFactor(finance);
    const wrong = await visitor.post(`${PATH}codes/`, { code: wrongCode(secret) });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('id="renew-code-error"');
    const renewed = await visitor.post(`${PATH}codes/`, { code: await freshCode() });
    const codes = recoveryCodesOn(renewed);
    expect(codes).toHaveLength(10);
    const half = await givePassword('finance');
    expect((await half.post('/login/code', { code: recoveryCodes[0] ?? '' })).status).toBe(401);
    expect((await half.post('/login/code', { code: codes[0] ?? '' })).status).toBe(303);
    await forget(finance);
  });

  test('removing it needs a code; then the password is enough again', async () => {
    const { finance } = world.people;
    const { visitor, secret, freshCode } = await withSecondFactor(finance);
    const wrong = await visitor.post(`${PATH}remove/`, { code: wrongCode(secret) });
    expect(wrong.status).toBe(400);
    await givePassword('finance');
    const removed = await visitor.post(`${PATH}remove/`, { code: await freshCode() });
    expect(removed.location).toBe('/account/?done=second-factor');
    expect(read(await visitor.get(removed.location))).toContain(
      'La double vérification est retirée.',
    );
    const plain = world.console.visitor();
    const login = await plain.post('/login', { username: 'finance', password: PASSWORD });
    expect(login.location).toBe('/admin');
  });
});
