import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { act, actOnResource, ids, list, open } from './api.ts';

const world = useConsole();
let tresorier: Visitor;
let vaultId: string;

beforeAll(async () => {
  tresorier = await world.console.signIn('tresorier');
  const answer = await actOnResource(tresorier, 'Vault', 'new', {
    ownerId: world.people.awa.id,
    name: 'Rentrée',
    lockedUntil: '',
  });
  expect(answer.notice?.type).toBe('success');
  vaultId = answer.record?.id ?? '';
});

const move = (action: string, amount: string, idempotencyKey: string = randomUUID()) =>
  act(tresorier, 'Vault', vaultId, action, { amount, idempotencyKey });

test('a new vault is found on the list of its owner’s treasurer', async () => {
  expect(ids(await list(tresorier, 'Vault', `filters.owner=${world.people.awa.id}`))).toEqual([
    vaultId,
  ]);
});

test('money goes in and out, once per key', async () => {
  const key = randomUUID();
  const first = await move('moveIn', '4000', key);
  expect(first.notice?.type).toBe('success');
  expect(first.record?.params['balance']).toBe('4000');
  expect((await move('moveIn', '4000', key)).record?.params['balance']).toBe('4000');
  expect((await move('moveOut', '1500')).record?.params['balance']).toBe('2500');
  const { form } = await open(tresorier, 'Vault', vaultId, 'moveOut');
  expect(form).toMatchObject({ walletBalance: '22500', owner: { name: 'Awa Ouédraogo' } });
});

test('a locked vault takes money and gives none, and its lock only grows', async () => {
  const locked = await act(tresorier, 'Vault', vaultId, 'lock', { until: '2099-01-01' });
  expect(locked.record?.params).toMatchObject({ isLocked: true });
  expect((await move('moveIn', '500')).notice?.type).toBe('success');
  const out = await move('moveOut', '500');
  expect(out.notice?.type).toBe('error');
  expect(out.notice?.message).toContain('verrouillé');
  const shorter = await act(tresorier, 'Vault', vaultId, 'lock', { until: '2098-01-01' });
  expect(shorter.notice?.type).toBe('error');
});

test('a vault for a foreign member, or without a name, is not made', async () => {
  const before = (await list(tresorier, 'Vault')).meta?.total;
  for (const typed of [
    { ownerId: world.people.fatou.id, name: 'X' },
    { ownerId: world.people.awa.id, name: ' ' },
    { ownerId: world.people.awa.id, name: 'Rentrée' },
    { ownerId: world.people.awa.id, name: 'Y', lockedUntil: '2027-02-30' },
    { ownerId: 'nobody', name: 'Z' },
    { ownerId: { toString: 1 }, name: 'Z' },
  ]) {
    const answer = await actOnResource(tresorier, 'Vault', 'new', typed);
    expect(answer.notice?.type).toBe('error');
  }
  expect((await list(tresorier, 'Vault')).meta?.total).toBe(before);
});

test('finance opens no vault and moves nothing', async () => {
  const finance = await world.console.signIn('finance');
  const made = await actOnResource(finance, 'Vault', 'new', {
    ownerId: world.people.awa.id,
    name: 'Non',
  });
  expect(made.notice?.type).toBe('error');
  const moved = await act(finance, 'Vault', vaultId, 'moveIn', {
    amount: '100',
    idempotencyKey: randomUUID(),
  });
  expect(moved.notice?.type).toBe('error');
});
