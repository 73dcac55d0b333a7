import { beforeAll, describe, expect, test } from 'vitest';
import { typeset } from '../../src/kernel/typeset.ts';
import { FR } from '../../src/kernel/words-fr.ts';
import { useConsole } from '../support/console.ts';
import { givenPerson } from '../support/given.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, actOnResource, ids, list, open } from './api.ts';
import { auditOf, houseOf } from './people-steps.ts';

const world = useConsole();
const MISSING = '01900000-0000-7000-8000-000000000000';
let admin: Visitor;

beforeAll(async () => {
  admin = await world.console.signIn('admin');
});

const add = (tontineId: string, userId: string, kind = 'MEMBER', more = {}) =>
  actOnResource(admin, 'Membership', 'new', { tontineId, userId, kind, ...more });

describe('a tontine', () => {
  test('is added and renamed, each audited, and keeps its id', async () => {
    const answer = await actOnResource(admin, 'Tontine', 'new', { name: ' Tontine du marché ' });
    const id = answer.record?.id ?? '';
    expect(answer.record?.params).toMatchObject({ name: 'Tontine du marché', people: '0' });
    expect(answer.redirectUrl).toBe(`/admin/resources/Tontine/records/${id}/show`);
    const renamed = await act(admin, 'Tontine', id, 'edit', {
      name: 'Tontine du port',
      id: world.people.tontineId,
      createdAt: '2000-01-01',
    });
    expect(renamed.record?.params).toMatchObject({ id, name: 'Tontine du port' });
    expect(
      (await auditOf(world, id)).map(({ action, before, after }) => [action, before, after]),
    ).toEqual([
      ['tontine.rename', { name: 'Tontine du marché' }, { name: 'Tontine du port' }],
      ['tontine.create', null, { name: 'Tontine du marché' }],
    ]);
    const other = await open(admin, 'Tontine', world.people.tontineId);
    expect(other.record?.params['name']).toBe('Tontine Wend-Panga');
  });

  test.each([
    ['tontine_name_invalid', ' '],
    ['tontine_name_invalid', 'x'.repeat(121)],
    ['tontine_name_taken', 'Tontine Teranga'],
  ] as const)('is refused beside its name: %s', async (code, name) => {
    const before = await houseOf(world);
    for (const answer of [
      await actOnResource(admin, 'Tontine', 'new', { name }),
      await act(admin, 'Tontine', world.people.tontineId, 'edit', { name }),
    ]) {
      expect(answer.record?.errors['name']?.message).toBe(FR[code]);
    }
    expect(await houseOf(world)).toBe(before);
  });
});

describe('a membership', () => {
  test('gives a treasurer the member’s wallet, and takes it away again, at the next request', async () => {
    const { tontineId } = world.people;
    const someone = await givenPerson(world.database.owner, {
      username: 'zenabou',
      role: 'MEMBER',
    });
    const tresorier = await world.console.signIn('tresorier');
    const sees = async () => ids(await list(tresorier, 'Wallet')).includes(someone.walletId);
    expect(await sees()).toBe(false);
    const added = await add(tontineId, someone.id, 'MEMBER', {
      id: MISSING,
      createdAt: '2000-01-01',
    });
    expect(added.notice?.type).toBe('success');
    expect(await sees()).toBe(true);
    const id = added.record?.id ?? '';
    expect(id).not.toBe(MISSING);
    const removed = await act(admin, 'Membership', id, 'remove', { id: MISSING, userId: MISSING });
    expect(removed.redirectUrl).toBe(`/admin/resources/Tontine/records/${tontineId}/show`);
    expect(await sees()).toBe(false);
    expect(
      (await auditOf(world, id)).map(({ action, before, after }) => [action, before ?? after]),
    ).toEqual([
      ['membership.remove', { tontine: 'Tontine Wend-Panga', user: 'zenabou', kind: 'MEMBER' }],
      ['membership.add', { tontine: 'Tontine Wend-Panga', user: 'zenabou', kind: 'MEMBER' }],
    ]);
  });

  test.each([
    ['a second time', 'membership_exists', 'userId', () => [world.people.awa.id, 'MEMBER']],
    [
      'as treasurer of a member',
      'membership_role',
      'kind',
      () => [world.people.awa.id, 'TREASURER'],
    ],
    ['of a finance officer', 'membership_role', 'kind', () => [world.people.finance.id, 'MEMBER']],
    ['of an unknown kind', 'membership_role', 'kind', () => [world.people.moussa.id, 'OWNER']],
  ] as const)('%s is refused beside its field: %s', async (_what, code, field, asked) => {
    const before = await houseOf(world);
    const [userId = '', kind] = asked();
    const answer = await add(world.people.tontineId, userId, kind);
    expect(answer.record?.errors[field]?.message).toBe(FR[code]);
    expect(await houseOf(world)).toBe(before);
  });

  test('with nobody, or nowhere, is not found', async () => {
    const before = await houseOf(world);
    for (const [tontineId, userId] of [
      [MISSING, world.people.awa.id],
      [world.people.tontineId, MISSING],
      ['not-an-id', 'neither'],
    ] as const) {
      expect((await add(tontineId, userId)).notice).toEqual({
        type: 'error',
        message: typeset(FR.not_found),
      });
    }
    expect(await houseOf(world)).toBe(before);
  });
});
