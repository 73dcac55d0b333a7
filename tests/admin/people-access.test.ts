import { expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { givenPerson } from '../support/given.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, actOnResource, open, type PanelAnswer } from './api.ts';
import { houseOf, newcomer } from './people-steps.ts';

const world = useConsole();

const membershipId = async (): Promise<string> =>
  (await world.database.owner.query<{ id: string }>('select id from membership limit 1')).rows[0]
    ?.id ?? '';

/** Every act that is an administrator's alone, as a hand-made request. */
const ACTS: readonly (readonly [string, (by: Visitor) => Promise<PanelAnswer>])[] = [
  ['User new', (by) => actOnResource(by, 'User', 'new', newcomer({ role: 'ADMIN' }))],
  ['User edit', (by) => act(by, 'User', world.people.awa.id, 'edit', { role: 'ADMIN' })],
  ['User disable', (by) => act(by, 'User', world.people.awa.id, 'disable', { reason: 'x' })],
  ['User enable', (by) => act(by, 'User', world.people.awa.id, 'enable', { reason: 'x' })],
  ['User reset', (by) => act(by, 'User', world.people.awa.id, 'reset', { reason: 'x' })],
  ['Tontine new', (by) => actOnResource(by, 'Tontine', 'new', { name: 'x' })],
  ['Tontine edit', (by) => act(by, 'Tontine', world.people.tontineId, 'edit', { name: 'x' })],
  [
    'Membership new',
    (by) =>
      actOnResource(by, 'Membership', 'new', {
        tontineId: world.people.otherTontineId,
        userId: world.people.awa.id,
        kind: 'MEMBER',
      }),
  ],
  ['Membership remove', async (by) => act(by, 'Membership', await membershipId(), 'remove', {})],
];

const ROLES = ['finance', 'tresorier', 'awa'] as const;

test.each(ROLES)('%s is refused every act of an administrator', async (username) => {
  const by = await world.console.signIn(username);
  const before = await houseOf(world);
  for (const [name, ask] of ACTS) {
    const answer = await ask(by);
    const refused = answer.status === 403 || answer.notice?.type === 'error';
    expect(refused, name).toBe(true);
    // A sentence, not a code or a key.
    expect(answer.notice?.message ?? answer.error?.message, name).toMatch(/^\p{Lu}.* .*\.$/u);
  }
  expect(await houseOf(world)).toBe(before);
});

test.each(['finance', 'tresorier'])('%s is offered none of them', async (username) => {
  const by = await world.console.signIn(username);
  const page = await by.get('/admin');
  const state = JSON.parse(/window\.REDUX_STATE = (.*);/.exec(page.text)?.[1] ?? '{}');
  const offered = state.resources.flatMap(
    (resource: { id: string; resourceActions: { name: string }[] }) =>
      resource.resourceActions.map(({ name }) => `${resource.id} ${name}`),
  );
  for (const id of ['User', 'Tontine', 'Membership']) expect(offered).not.toContain(`${id} new`);
  const { record } = await open(by, 'User', world.people.awa.id);
  expect(record?.recordActions.map(({ name }) => name)).toEqual(['show']);
});

test('an administrator moves no money', async () => {
  const admin = await world.console.signIn('admin');
  const before = await houseOf(world);
  const answer = await act(admin, 'Wallet', world.people.awa.walletId, 'deposit', {
    amount: '100',
  });
  expect(answer.notice?.type).toBe('error');
  expect(await houseOf(world)).toBe(before);
});

test('an administrator who was demoted is refused at the very next request', async () => {
  const { database, console: house } = world;
  const second = await givenPerson(database.owner, { username: 'admin2', role: 'ADMIN' });
  const [admin, other] = [await house.signIn('admin'), await house.signIn('admin2')];
  await act(admin, 'User', second.id, 'edit', { role: 'FINANCE' });
  const answer = await actOnResource(other, 'Tontine', 'new', { name: 'Trop tard' });
  expect(answer.notice?.type).toBe('error');
  expect(JSON.stringify(answer)).toContain('Votre rôle ne permet pas');
  await act(admin, 'User', second.id, 'edit', { role: 'ADMIN' });
});

test('two administrators who take each other’s role at once leave one: last_admin', async () => {
  const { database, console: house, people } = world;
  const second = await givenPerson(database.owner, { username: 'admin3', role: 'ADMIN' });
  await database.owner.query(`update app_user set role = 'FINANCE' where username = 'admin2'`);
  const [admin, other] = [await house.signIn('admin'), await house.signIn('admin3')];
  const answers = await Promise.all([
    act(admin, 'User', second.id, 'edit', { role: 'FINANCE' }),
    act(other, 'User', people.admin.id, 'edit', { role: 'FINANCE' }),
  ]);
  const { rows } = await database.owner.query(
    `select from app_user where role = 'ADMIN' and not disabled`,
  );
  expect(rows).toHaveLength(1);
  const refusals = answers.filter(({ notice }) => notice?.type !== 'success');
  expect(refusals).toHaveLength(1);
});
