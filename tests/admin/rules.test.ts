import { beforeAll, expect, test } from 'vitest';
import { BUILT_IN } from '../../src/admin/components/rules/built-in.ts';
import { useConsole } from '../support/console.ts';
import { givenPerson } from '../support/given.ts';
import { givenPayment } from '../support/payments.ts';
import type { Visitor } from '../support/visitor.ts';
import { givenStatement, statementOf } from './statement-steps.ts';

const world = useConsole();
const people: Record<string, Visitor> = {};

beforeAll(async () => {
  await givenPerson(world.database.owner, { username: 'controle', role: 'FINANCE' });
  for (const name of ['finance', 'controle', 'admin', 'tresorier', 'awa']) {
    people[name] = await world.console.signIn(name);
  }
});

const finance = () => people['finance']!;

const read = async (who: Visitor) => {
  const { status, text } = await who.get('/admin/api/rules', { accept: 'application/json' });
  return { status, ...JSON.parse(text) };
};

const send = async (who: Visitor, path: string, data: object) => {
  const { status, text } = await who.postJson(`/admin/api/rules${path}`, data);
  return { status, ...JSON.parse(text) };
};

const rule = (over: object = {}) => ({
  name: 'Au téléphone',
  priority: 5,
  basis: 'phone_amount',
  tolerance: '50',
  windowMinutes: 120,
  method: null,
  ...over,
});

const named = async (name: string) =>
  (await read(finance())).rules.find((one: { name: string }) => one.name === name);

test('the page knows the rules that are there from the start by the names that the database gives them', async () => {
  const { rules } = await read(finance());
  const names = rules.map(({ basis, name }: { basis: string; name: string }) => [basis, name]);
  expect(names).toEqual(Object.entries(BUILT_IN));
});

test('a new rule is off, is changed and switched, and says who changed it', async () => {
  const { status, id } = await send(finance(), '', { rule: rule() });
  expect(status).toBe(200);
  expect(await named('Au téléphone')).toMatchObject({
    id,
    enabled: false,
    tolerance: '50',
    windowMinutes: 120,
    changedByName: world.people.finance.username,
  });
  await send(finance(), '', { rule: rule({ id, tolerance: '10', method: 'wave' }) });
  expect(await named('Au téléphone')).toMatchObject({ tolerance: '10', method: 'wave' });
  expect(await send(people['controle']!, `/${id}/switch`, { enabled: true })).toMatchObject({
    enabled: true,
  });
  expect(await named('Au téléphone')).toMatchObject({ enabled: true });
  await send(finance(), `/${id}/switch`, { enabled: false });
});

test('a tolerance takes two people: who changed the rule last does not switch it on', async () => {
  const other = people['controle']!;
  const loose = rule({ name: 'À deux', tolerance: '200' });
  const { id } = await send(finance(), '', { rule: loose });
  const switched = async (who: Visitor, enabled: boolean) =>
    (await send(who, `/${id}/switch`, { enabled })).status;
  expect(await send(finance(), `/${id}/switch`, { enabled: true })).toMatchObject({
    status: 403,
    error: { code: 'rule_needs_another' },
  });
  expect(await switched(other, true)).toBe(200);
  // That another switched it off, or named it otherwise, makes it nobody else's.
  expect(await switched(other, false)).toBe(200);
  await send(other, '', { rule: { ...loose, id, name: 'À deux mains' } });
  expect(await switched(finance(), true)).toBe(403);
  expect(await switched(other, true)).toBe(200);
  await send(other, '', { rule: { ...loose, id, tolerance: '0' } });
  expect(await switched(other, true)).toBe(200);
  await switched(other, false);
});

test('a change of what an enabled rule pairs switches it off; another name does not', async () => {
  const exact = rule({ name: 'Exacte', tolerance: '0' });
  const { id } = await send(finance(), '', { rule: exact });
  const on = async () =>
    (await read(finance())).rules.find((one: { id: string }) => one.id === id).enabled;
  await send(finance(), `/${id}/switch`, { enabled: true });
  await send(finance(), '', { rule: { ...exact, id, name: 'Exactement', priority: 9 } });
  expect(await on()).toBe(true);
  for (const change of [
    { tolerance: '5' },
    { tolerance: '0' },
    { windowMinutes: 30 },
    { method: 'wave' },
    { basis: 'gateway_reference' },
  ]) {
    await world.database.owner.query('update match_rule set enabled = true where id = $1', [id]);
    Object.assign(exact, change);
    await send(finance(), '', { rule: { ...exact, id, name: 'Exactement' } });
    expect([change, await on()]).toEqual([change, false]);
  }
});

test('a method that is none of ours is refused beside its field, whatever bytes it has', async () => {
  for (const method of ['nulle', 'wa\0ve', 'w'.repeat(41), { id: 'wave' }]) {
    for (const path of ['', '/try', '/back-test']) {
      expect(await send(finance(), path, { rule: rule({ method }) })).toMatchObject({
        status: 400,
        error: { code: 'method_unknown', field: 'method' },
      });
    }
  }
});

test('the most that a rule lets differ is 10 000 francs', async () => {
  const most = rule({ name: 'Dix mille', tolerance: '10 000' });
  expect((await send(finance(), '', { rule: most })).status).toBe(200);
  expect(await send(finance(), '', { rule: rule({ tolerance: '10001' }) })).toMatchObject({
    status: 400,
    error: { code: 'rule_invalid', field: 'tolerance' },
  });
});

test('what cannot be a rule is refused beside its field', async () => {
  for (const [field, value] of Object.entries({
    name: '',
    priority: 0,
    basis: 'luck',
    tolerance: '1.5',
    windowMinutes: 999_999,
  })) {
    expect(await send(finance(), '', { rule: rule({ [field]: value }) })).toMatchObject({
      status: 400,
      error: { code: 'rule_invalid', field },
    });
  }
  await send(finance(), '', { rule: rule({ name: 'Prise' }) });
  expect(await send(finance(), '', { rule: rule({ name: 'Prise' }) })).toMatchObject({
    status: 409,
    error: { code: 'rule_name_taken', field: 'name' },
  });
});

test('a trial tells what the rule would match now and would have matched, and writes nothing', async () => {
  const { app } = world.console;
  const { people: given, database } = world;
  await givenPayment(database.pool, {
    type: 'DEPOSIT',
    amount: 4_321,
    by: given.tresorier,
    member: given.awa,
  });
  const at = app.clock.now().toISOString();
  const phone = given.awa.phone ?? '';
  const text = statementOf([{ amount: '4321', at, reference: 'ALONE' }]).replace(
    '+22670123456',
    phone,
  );
  // Off, so that the line stays alone for the trial.
  const usual = (await read(finance())).rules.filter((one: { enabled: boolean }) => one.enabled);
  for (const { id } of usual) await send(finance(), `/${id}/switch`, { enabled: false });
  const fileId = await givenStatement(app, given.finance, 'seul.csv', text);
  expect((await app.statement({ actor: given.finance, fileId })).outcomes).toEqual({
    missing_in_ledger: 1,
  });
  const tried = await send(finance(), '/try', { rule: rule() });
  expect(tried).toMatchObject({ status: 200, lines: 1, value: '4321' });
  expect(tried.samples[0]).toMatchObject({ reference: 'ALONE', amount: '4321' });
  expect(await send(finance(), '/back-test', { rule: rule() })).toMatchObject({
    status: 200,
    decisions: 0,
    would: 0,
    wrongValue: '0',
  });
  expect((await app.statement({ actor: given.finance, fileId })).outcomes).toEqual({
    missing_in_ledger: 1,
  });
});

test('administrators read the rules and change none; treasurers and members do not see them', async () => {
  const before = (await read(finance())).rules;
  expect((await read(people['admin']!)).status).toBe(200);
  for (const name of ['tresorier', 'awa']) expect((await read(people[name]!)).status).toBe(403);
  expect((await read(world.console.visitor())).status).toBe(401);
  const [first] = before;
  for (const name of ['admin', 'tresorier', 'awa']) {
    const acts = {
      '': { rule: rule({ name: `De ${name}` }) },
      [`/${first.id}/switch`]: { enabled: !first.enabled },
      '/try': { rule: rule() },
      '/back-test': { rule: rule() },
    };
    for (const [path, data] of Object.entries(acts)) {
      expect([name, path, (await send(people[name]!, path, data)).status]).toEqual([
        name,
        path,
        403,
      ]);
    }
  }
  expect((await read(finance())).rules).toEqual(before);
});
