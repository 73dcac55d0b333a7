import { beforeAll, describe, expect, test } from 'vitest';
import { typeset } from '../../src/kernel/typeset.ts';
import { FR } from '../../src/kernel/words-fr.ts';
import { useConsole } from '../support/console.ts';
import { givenPerson } from '../support/given.ts';
import type { Visitor } from '../support/visitor.ts';
import { open } from './api.ts';
import { actOnPerson, addPerson, auditOf, houseOf, storedPerson } from './people-steps.ts';

const world = useConsole();
let admin: Visitor;

beforeAll(async () => {
  admin = await world.console.signIn('admin');
});

const idOf = async (over: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  (await addPerson(admin, over)).record?.id ?? '';

describe('a new person', () => {
  test('is answered once with a password, which the first sign-in replaces', async () => {
    const answer = await addPerson(admin, { username: 'Assita', fullName: ' Assita Sana ' });
    expect(answer.status).toBe(200);
    expect(answer.notice?.type).toBe('success');
    expect(answer.record?.params).toMatchObject({ username: 'assita', fullName: 'Assita Sana' });
    expect(answer.once).toMatchObject({
      username: 'assita',
      address: `${world.console.url}/login`,
      asksSecondFactor: false,
    });
    const password = answer.once?.password ?? '';
    const id = answer.record?.id ?? '';
    const assita = await world.console.signIn('assita', password);
    expect((await assita.get('/wallet/')).location).toBe('/account/password/');
    const later = await open(admin, 'User', id);
    expect(JSON.stringify(later)).not.toContain(password);
    const { rows } = await world.database.owner.query('select * from audit_entry');
    expect(JSON.stringify(rows)).not.toContain(password);
  });

  test('is audited with who, from where and what, without the password', async () => {
    const id = await idOf({ role: 'FINANCE', locale: 'en' });
    const [entry] = await auditOf(world, id);
    expect(entry).toMatchObject({
      action: 'user.create',
      actor_name: 'admin',
      before: null,
      after: { role: 'FINANCE', locale: 'en' },
    });
    expect(entry?.ip).toMatch(/127\.0\.0\.1$/);
    expect(entry?.session_id).toBeTruthy();
    expect(JSON.stringify(entry?.after)).not.toMatch(/password|hash/i);
  });

  test.each([
    ['username', 'username_invalid', { username: 'é !' }],
    ['username', 'username_taken', { username: 'AWA' }],
    ['fullName', 'full_name_invalid', { fullName: '  ' }],
    ['phone', 'phone_invalid', { phone: '12' }],
    ['phone', 'phone_taken', { phone: '+226 70 12 34 56' }],
    ['email', 'email_invalid', { email: 'a@b' }],
    ['email', 'email_taken', { email: 'awa@example.test' }],
    ['role', 'role_invalid', { role: 'OWNER' }],
    ['role', 'role_invalid', { role: ['ADMIN'] }],
    ['locale', 'locale_invalid', { locale: 'de' }],
  ] as const)('with a wrong %s is refused beside that field: %s', async (field, code, over) => {
    const before = await houseOf(world);
    const answer = await addPerson(admin, over);
    expect(answer.notice).toEqual({ type: 'error', message: typeset(FR[code]) });
    expect(answer.record?.errors).toEqual({ [field]: { type: code, message: typeset(FR[code]) } });
    expect(answer.once).toBeUndefined();
    expect(await houseOf(world)).toBe(before);
  });

  test('gets nothing that the form does not have', async () => {
    const { moussa } = world.people;
    const id = await idOf({
      id: moussa.id,
      balance: '1000000',
      disabled: true,
      passwordHash: 'x',
      password_hash: 'x',
      mustChangePassword: false,
      demo: false,
      walletId: moussa.walletId,
      actor: { role: 'ADMIN', kind: 'system', name: 'x' },
    });
    expect(id).not.toBe(moussa.id);
    const stored = await storedPerson(world, id);
    expect(stored).toMatchObject({
      disabled: false,
      balance: '0',
      must_change_password: true,
      demo: true,
    });
    expect(stored['password_hash']).toMatch(/^\$argon2id\$/);
    expect((await auditOf(world, id))[0]?.actor_name).toBe('admin');
  });
});

describe('an edit', () => {
  test('changes what the form has and audits only what changed', async () => {
    const id = await idOf({ fullName: 'Avant', phone: '70 44 55 66' });
    const answer = await actOnPerson(admin, id, 'edit', {
      fullName: 'Après',
      phone: '+226 70 44 55 67',
      email: 'apres@example.test',
      locale: 'en',
      role: 'TREASURER',
    });
    expect(answer.notice?.type).toBe('success');
    expect(answer.record?.params).toMatchObject({ fullName: 'Après', phone: '+22670445567' });
    expect((await auditOf(world, id))[0]).toMatchObject({
      action: 'user.update',
      before: { fullName: 'Avant', phone: '+22670445566', email: null, role: 'MEMBER' },
      after: { fullName: 'Après', phone: '+22670445567', role: 'TREASURER', locale: 'en' },
    });
    await actOnPerson(admin, id, 'edit', { fullName: 'Encore' });
    const [last] = await auditOf(world, id);
    expect(last).toMatchObject({ before: { fullName: 'Après' }, after: { fullName: 'Encore' } });
    expect(await storedPerson(world, id)).toMatchObject({
      role: 'TREASURER',
      phone: '+22670445567',
    });
  });

  test('of one person never touches another, nor what the form does not have', async () => {
    const { moussa, awa } = world.people;
    const id = await idOf();
    const before = [await storedPerson(world, moussa.id), await storedPerson(world, awa.id)];
    const { password_hash: hash } = await storedPerson(world, id);
    await actOnPerson(admin, id, 'edit', {
      fullName: 'Seule',
      id: moussa.id,
      userId: awa.id,
      username: 'autre',
      balance: '5',
      disabled: true,
      passwordHash: 'x',
      'wallet.balance': '5',
    });
    expect([await storedPerson(world, moussa.id), await storedPerson(world, awa.id)]).toEqual(
      before,
    );
    const after = await storedPerson(world, id);
    expect(after).toMatchObject({ full_name: 'Seule', disabled: false, balance: '0' });
    expect(after['username']).not.toBe('autre');
    expect(after['password_hash']).toBe(hash);
  });

  test('of a role takes effect on the person’s next request', async () => {
    const { database } = world;
    const someone = await givenPerson(database.owner, { username: 'promue', role: 'FINANCE' });
    const browser = await world.console.signIn('promue');
    expect((await browser.get('/admin/api/pages/settings')).status).toBe(200);
    await actOnPerson(admin, someone.id, 'edit', { role: 'MEMBER' });
    expect(
      (await browser.get('/admin/api/pages/settings', { accept: 'application/json' })).status,
    ).toBe(403);
    expect((await browser.get('/wallet/')).status).toBe(200);
  });

  test.each([
    ['an own role', 'not_yourself', () => world.people.admin.id, { role: 'MEMBER' }],
    [
      'a treasurer of a tontine',
      'role_has_memberships',
      () => world.people.tresorier.id,
      { role: 'MEMBER' },
    ],
    [
      'a member of a tontine',
      'role_has_memberships',
      () => world.people.awa.id,
      { role: 'FINANCE' },
    ],
  ] as const)('of %s is refused: %s', async (_whose, code, id, data) => {
    const before = await houseOf(world);
    const answer = await actOnPerson(admin, id(), 'edit', data);
    expect(answer.notice).toEqual({ type: 'error', message: typeset(FR[code]) });
    expect(await houseOf(world)).toBe(before);
  });
});

describe('disabling', () => {
  test('ends every session at once, is audited with its reason, and can be undone', async () => {
    const someone = await givenPerson(world.database.owner, { username: 'partie', role: 'MEMBER' });
    const browser = await world.console.signIn('partie');
    const answer = await actOnPerson(admin, someone.id, 'disable', {
      reason: 'A quitté la tontine',
    });
    expect(answer.notice?.type).toBe('success');
    expect(answer.record?.recordActions.map(({ name }) => name)).toContain('enable');
    expect((await browser.get('/wallet/')).location).toContain('/login');
    await expect(world.console.signIn('partie')).rejects.toThrow();
    expect((await auditOf(world, someone.id))[0]).toMatchObject({
      action: 'user.disable',
      before: { disabled: false },
      after: { disabled: true },
      reason: 'A quitté la tontine',
    });
    await actOnPerson(admin, someone.id, 'enable', { reason: 'Revenue' });
    expect((await (await world.console.signIn('partie')).get('/wallet/')).status).toBe(200);
  });

  test('without a reason is refused beside it', async () => {
    for (const action of ['disable', 'enable', 'reset'] as const) {
      const answer = await actOnPerson(admin, world.people.awa.id, action, { reason: ' ' });
      expect(answer.record?.errors['reason']?.message).toBe(typeset(FR.reason_needed));
    }
    expect(await storedPerson(world, world.people.awa.id)).toMatchObject({ disabled: false });
  });

  test('never happens to oneself, and is not offered', async () => {
    const { admin: self } = world.people;
    for (const action of ['disable', 'reset'] as const) {
      const answer = await actOnPerson(admin, self.id, action, { reason: 'x' });
      expect(answer.notice).toEqual({ type: 'error', message: typeset(FR.not_yourself) });
    }
    const { record } = await open(admin, 'User', self.id);
    const offered = record?.recordActions.map(({ name }) => name) ?? [];
    expect(offered).toContain('edit');
    expect(offered).not.toContain('disable');
    expect(offered).not.toContain('reset');
  });
});

test('a reset answers a new password once, ends the sessions and removes the second factor', async () => {
  const someone = await givenPerson(world.database.owner, { username: 'perdue', role: 'FINANCE' });
  const browser = await world.console.signIn('perdue');
  await world.console.app.beginSecondFactor({ actor: someone });
  const answer = await actOnPerson(admin, someone.id, 'reset', { reason: 'Téléphone perdu' });
  expect(answer.once).toMatchObject({ username: 'perdue' });
  expect((await browser.get('/admin')).location).toContain('/login');
  await expect(world.console.signIn('perdue')).rejects.toThrow();
  const again = await world.console.signIn('perdue', answer.once?.password);
  expect((await again.get('/admin')).location).toBe('/account/password/');
  const { rows } = await world.database.owner.query(
    'select from second_factor where user_id = $1',
    [someone.id],
  );
  expect(rows).toEqual([]);
  const acts = await auditOf(world, someone.id);
  expect(acts.find(({ action }) => action === 'user.reset')).toMatchObject({
    actor_name: 'admin',
    reason: 'Téléphone perdu',
  });
});

test('opening a form moves nothing, whatever its address says', async () => {
  const before = await houseOf(world);
  const query = new URLSearchParams({ reason: 'x', fullName: 'x', name: 'x', role: 'ADMIN' });
  for (const action of ['edit', 'disable', 'enable', 'reset']) {
    const { record } = await open(admin, 'User', world.people.awa.id, `${action}?${query}`);
    expect(record?.id).toBe(world.people.awa.id);
  }
  await admin.get(`/admin/api/resources/User/actions/new?${query}`, { accept: 'application/json' });
  await admin.get(`/admin/api/pages/settings?approvalAbove=1&reason=x`);
  expect(await houseOf(world)).toBe(before);
});
