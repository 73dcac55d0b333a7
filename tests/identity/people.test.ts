import { beforeAll, describe, expect, test } from 'vitest';
import { accountById } from '../../src/identity/account.ts';
import { changePassword } from '../../src/identity/passwords.ts';
import { createPeople } from '../../src/identity/people.ts';
import { createTontines } from '../../src/identity/tontines.ts';
import { signIn } from '../../src/identity/users.ts';
import type { Person } from '../../src/kernel/actor.ts';
import { system } from '../../src/kernel/actor.ts';
import { useDatabase } from '../support/database.ts';
import { givenPeople, givenPerson, PASSWORD, type People } from '../support/given.ts';

const db = useDatabase();
const people = createPeople({ pool: db.pool, demo: true });
const tontines = createTontines(db.pool);
let given: People;
let admin2: Person;

beforeAll(async () => {
  given = await givenPeople(db.owner);
  admin2 = await givenPerson(db.owner, { username: 'admin2', role: 'ADMIN' });
});

const nobody = { ip: null, sessionId: null, tontineId: null };
const newcomer = (over: Record<string, unknown> = {}) => ({
  actor: given.admin as Person,
  username: 'salif',
  fullName: 'Salif Compaoré',
  phone: '70 33 44 55',
  email: '',
  role: 'MEMBER',
  locale: 'fr',
  ...over,
});
const lastAudit = async (subjectId: string) =>
  (
    await db.pool.query(
      'select actor_name, action, before, after, reason from audit_entry where subject_id = $1 order by id desc limit 1',
      [subjectId],
    )
  ).rows[0];

describe('a new person', () => {
  test('has a wallet and a one-time password that must be replaced', async () => {
    const { userId, password } = await people.create(newcomer());
    expect(await signIn(db.pool, { username: 'Salif ', password })).toMatchObject({ id: userId });
    expect(await accountById(db.pool, userId, nobody)).toMatchObject({
      fullName: 'Salif Compaoré',
      mustChangePassword: true,
      hasSecondFactor: false,
    });
    const { rows } = await db.pool.query(
      'select u.phone, w.balance from app_user u join wallet w on w.user_id = u.id where u.id = $1',
      [userId],
    );
    expect(rows[0]).toEqual({ phone: '+22670334455', balance: '0' });
    expect(await lastAudit(userId)).toMatchObject({
      actor_name: 'admin',
      action: 'user.create',
      after: { username: 'salif', role: 'MEMBER' },
    });
    expect(JSON.stringify(await lastAudit(userId))).not.toContain(password);
  });

  test.each([
    ['username', 'username_invalid', { username: 'é' }],
    ['username', 'username_taken', { username: 'awa' }],
    ['fullName', 'full_name_invalid', { fullName: ' ' }],
    ['phone', 'phone_invalid', { phone: '12' }],
    ['phone', 'phone_taken', { phone: '+22670123456' }],
    ['email', 'email_invalid', { email: 'a@b' }],
    ['email', 'email_taken', { email: 'AWA@example.test' }],
    ['role', 'role_invalid', { role: 'OWNER' }],
    ['locale', 'locale_invalid', { locale: 'de' }],
  ])('with a wrong %s is refused beside that field: %s', async (field, code, over) => {
    const asked = newcomer({ username: 'quelquun', phone: '', ...over });
    await expect(people.create(asked)).rejects.toMatchObject({ code, details: { field } });
  });

  test('is added by an administrator or at the terminal, by nobody else', async () => {
    for (const actor of [given.finance, given.tresorier, given.awa]) {
      await expect(people.create(newcomer({ actor }))).rejects.toMatchObject({
        kind: 'Forbidden',
        code: 'admin_only',
      });
    }
    const { userId } = await people.create(
      newcomer({ actor: system('npm run user'), username: 'terminal', phone: '' }),
    );
    expect(await lastAudit(userId)).toMatchObject({ actor_name: 'npm run user' });
  });
});

describe('a change', () => {
  test('keeps what is not given, and says before and after', async () => {
    const { userId } = await people.create(newcomer({ username: 'change', phone: '' }));
    await people.update({ actor: given.admin, userId, fullName: 'Autre Nom' });
    expect(await lastAudit(userId)).toMatchObject({
      action: 'user.update',
      before: { fullName: 'Salif Compaoré' },
      after: { fullName: 'Autre Nom' },
    });
    const { rows } = await db.pool.query('select role, username from app_user where id = $1', [
      userId,
    ]);
    expect(rows[0]).toEqual({ role: 'MEMBER', username: 'change' });
  });

  test('of a role is not made on oneself, nor against the memberships', async () => {
    const { admin, tresorier, awa } = given;
    await expect(
      people.update({ actor: admin, userId: admin.id, role: 'MEMBER' }),
    ).rejects.toMatchObject({ code: 'not_yourself' });
    await expect(
      people.update({ actor: admin, userId: tresorier.id, role: 'FINANCE' }),
    ).rejects.toMatchObject({ code: 'role_has_memberships' });
    await people.update({ actor: admin, userId: awa.id, role: 'TREASURER' });
    await people.update({ actor: admin, userId: awa.id, role: 'MEMBER' });
  });

  test('two administrators who demote each other at once leave one', async () => {
    const outcomes = await Promise.allSettled([
      people.update({ actor: given.admin, userId: admin2.id, role: 'FINANCE' }),
      people.update({ actor: admin2, userId: given.admin.id, role: 'FINANCE' }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'last_admin' },
    });
    await db.owner.query(`update app_user set role = 'ADMIN' where id = any($1)`, [
      [given.admin.id, admin2.id],
    ]);
  });
});

describe('disabling and resetting', () => {
  const signedIn = async (id: string) => {
    await db.pool.query(
      `insert into session (sid, sess, expire) values ($1, json_build_object('personId', $2::text), now() + interval '1 hour')`,
      [`sid-${id}-${Math.random()}`, id],
    );
  };
  const sessionsOf = async (id: string) =>
    (await db.pool.query(`select from session where sess ->> 'personId' = $1`, [id])).rowCount;

  test('end every session, and a disabled person is nobody', async () => {
    const { moussa, admin } = given;
    await signedIn(moussa.id);
    await signedIn(given.fatou.id);
    await people.disable({ actor: admin, userId: moussa.id, reason: 'parti' });
    expect(await sessionsOf(moussa.id)).toBe(0);
    expect(await sessionsOf(given.fatou.id)).toBe(1);
    expect(await accountById(db.pool, moussa.id, nobody)).toBeNull();
    await expect(signIn(db.pool, { username: 'moussa', password: PASSWORD })).rejects.toMatchObject(
      { code: 'sign_in_refused' },
    );
    expect(await lastAudit(moussa.id)).toMatchObject({ action: 'user.disable', reason: 'parti' });
    await people.enable({ actor: admin, userId: moussa.id, reason: 'revenu' });
    expect(await accountById(db.pool, moussa.id, nobody)).not.toBeNull();
  });

  test('a reset gives a new one-time password', async () => {
    const { awa, admin } = given;
    await signedIn(awa.id);
    const { password } = await people.reset({ actor: admin, userId: awa.id, reason: 'oublié' });
    expect(await sessionsOf(awa.id)).toBe(0);
    await expect(signIn(db.pool, { username: 'awa', password: PASSWORD })).rejects.toThrow();
    await signIn(db.pool, { username: 'awa', password });
    expect(await accountById(db.pool, awa.id, nobody)).toMatchObject({ mustChangePassword: true });
  });

  test('asks for a reason, and is not done to oneself', async () => {
    const { admin, fatou } = given;
    const why = { actor: admin as Person, reason: 'x' };
    await expect(people.disable({ ...why, userId: fatou.id, reason: ' ' })).rejects.toMatchObject({
      code: 'reason_needed',
    });
    await expect(people.disable({ ...why, userId: admin.id })).rejects.toMatchObject({
      code: 'not_yourself',
    });
    await expect(people.reset({ ...why, userId: admin.id })).rejects.toMatchObject({
      code: 'not_yourself',
    });
  });
});

describe('a password', () => {
  const change = (next: string, current = PASSWORD) =>
    changePassword(db.pool, { actor: given.fatou, current, next, keepSid: 'mine' });

  test.each([
    ['court', 'password_too_short'],
    ['a'.repeat(129), 'password_too_long'],
    ['123456789012', 'password_common'],
    ['abcabcabcabcabc', 'password_common'],
    ['motdepasse2026', 'password_common'],
    ['je suis fatou ici', 'password_common'],
  ])('like %s is refused', async (next, code) => {
    await expect(change(next)).rejects.toMatchObject({ code, details: { field: 'next' } });
  });

  test('is changed with the present one, and ends the other sessions', async () => {
    await expect(change('quatre mots sans rapport', 'faux')).rejects.toMatchObject({
      code: 'password_wrong',
      details: { field: 'current' },
    });
    for (const sid of ['mine', 'other']) {
      await db.pool.query(
        `insert into session (sid, sess, expire) values ($1, json_build_object('personId', $2::text), now() + interval '1 hour')`,
        [sid, given.fatou.id],
      );
    }
    await change('quatre mots sans rapport');
    const { rows } = await db.pool.query(`select sid from session where sess ->> 'personId' = $1`, [
      given.fatou.id,
    ]);
    expect(rows).toEqual([{ sid: 'mine' }]);
    await signIn(db.pool, { username: 'fatou', password: 'quatre mots sans rapport' });
  });
});

describe('a tontine', () => {
  test('is made, renamed and joined by an administrator, each with its audit', async () => {
    const { admin, moussa } = given;
    const { tontineId } = await tontines.create({ actor: admin, name: ' Neere ' });
    await tontines.rename({ actor: admin, tontineId, name: 'Neere 2' });
    expect(await lastAudit(tontineId)).toMatchObject({
      before: { name: 'Neere' },
      after: { name: 'Neere 2' },
    });
    const join = { actor: admin as Person, tontineId, userId: moussa.id, kind: 'MEMBER' };
    const { membershipId } = await tontines.addMember(join);
    await expect(tontines.addMember(join)).rejects.toMatchObject({ code: 'membership_exists' });
    await expect(tontines.addMember({ ...join, kind: 'TREASURER' })).rejects.toMatchObject({
      code: 'membership_role',
    });
    await expect(tontines.addMember({ ...join, userId: admin.id })).rejects.toMatchObject({
      code: 'membership_role',
    });
    await tontines.removeMember({ actor: admin, membershipId });
    expect(await lastAudit(membershipId)).toMatchObject({
      action: 'membership.remove',
      before: { tontine: 'Neere 2', user: 'moussa', kind: 'MEMBER' },
    });
  });

  test('has a name of its own', async () => {
    const { admin } = given;
    await expect(
      tontines.create({ actor: admin, name: 'tontine wend-panga' }),
    ).rejects.toMatchObject({ code: 'tontine_name_taken' });
    await expect(tontines.create({ actor: admin, name: '' })).rejects.toMatchObject({
      code: 'tontine_name_invalid',
    });
  });

  test('is acted for by choice, where a treasurer has several', async () => {
    const { admin, tresorier, tontineId, otherTontineId } = given;
    const account = (chosen: string | null) =>
      accountById(db.pool, tresorier.id, { ...nobody, tontineId: chosen });
    expect((await account(null))?.person.tontineId).toBe(tontineId);
    const { membershipId } = await tontines.addMember({
      actor: admin,
      tontineId: otherTontineId,
      userId: tresorier.id,
      kind: 'TREASURER',
    });
    expect((await account(null))?.person.tontineId).toBeNull();
    expect((await account(otherTontineId))?.person.tontineId).toBe(otherTontineId);
    expect((await account(given.awa.id))?.person.tontineId).toBeNull();
    await tontines.removeMember({ actor: admin, membershipId });
    expect((await account(otherTontineId))?.person.tontineId).toBe(tontineId);
  });
});
