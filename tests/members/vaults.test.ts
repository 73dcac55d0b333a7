import { expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { balanceOf } from '../support/payments.ts';
import type { Answer, Visitor } from '../support/visitor.ts';

const world = useConsole();

const vaultOf = async (name: string) =>
  world.console.app.prisma.vault.findFirstOrThrow({ where: { name } });

/** The key of the form that posts to `action`. */
const keyFor = (page: Answer, action: string) =>
  new RegExp(`action="${action}"[^>]*><input[^>]*value="([^"]+)"`).exec(page.text)?.[1] ?? '';

async function move(visitor: Visitor, vaultId: string, direction: 'in' | 'out', amount: string) {
  const action = `/vaults/${vaultId}/${direction}`;
  const idempotencyKey = keyFor(await visitor.get('/vaults/'), action);
  return visitor.post(action, { amount, idempotencyKey });
}

test('a vault is opened, filled and emptied; wallet and vault together stay the same', async () => {
  const awa = await world.console.signIn('awa');
  const created = await awa.post('/vaults/', { name: 'Rentrée scolaire', lockedUntil: '' });
  expect(created.location).toBe('/vaults/?fait=cree');
  const { id } = await vaultOf('Rentrée scolaire');

  expect((await move(awa, id, 'in', '4 000')).location).toBe('/vaults/?fait=depose');
  expect(await balanceOf(world.database.pool, world.people.awa)).toBe(21_000);
  expect((await vaultOf('Rentrée scolaire')).balance.toFixed()).toBe('4000');

  expect((await move(awa, id, 'out', '1500')).location).toBe('/vaults/?fait=repris');
  expect(await balanceOf(world.database.pool, world.people.awa)).toBe(22_500);
  expect((await awa.get('/wallet/')).text).toContain('Repris du coffre');
});

test('a locked vault takes money and gives none back before its day', async () => {
  const moussa = await world.console.signIn('moussa');
  await moussa.post('/vaults/', { name: 'Fête', lockedUntil: '2099-01-31' });
  const { id } = await vaultOf('Fête');
  expect((await move(moussa, id, 'in', '1000')).status).toBe(303);
  const page = await moussa.get('/vaults/');
  expect(page.text).toContain('Verrouillé jusqu’au 31 janv. 2099');
  expect(page.text).not.toContain(`/vaults/${id}/out`);
  const forced = await moussa.post(`/vaults/${id}/out`, {
    amount: '10',
    idempotencyKey: 'by-hand',
  });
  expect(forced.status).toBe(409);
  expect(forced.text).toContain('Le coffre est verrouillé');
  expect((await vaultOf('Fête')).balance.toFixed()).toBe('1000');
});

test('what is wrong is told, what was typed is kept, nothing moves', async () => {
  const awa = await world.console.signIn('awa');
  await awa.post('/vaults/', { name: 'Récolte', lockedUntil: '' });
  const { id } = await vaultOf('Récolte');
  const taken = await awa.post('/vaults/', { name: 'Récolte', lockedUntil: '2099-05-05' });
  expect(taken.status).toBe(409);
  expect(taken.text).toContain('Il y a déjà un coffre');
  expect(taken.text).toContain('value="2099-05-05"');
  expect((await awa.post('/vaults/', { name: ' ' })).status).toBe(400);
  expect((await awa.post('/vaults/', { name: 'x', lockedUntil: '31/01/2099' })).status).toBe(400);

  const tooMuch = await move(awa, id, 'in', '9000000');
  expect(tooMuch.status).toBe(409);
  expect(tooMuch.text).toContain('value="9000000"');
  expect((await vaultOf('Récolte')).balance.toFixed()).toBe('0');
});

test('the same form sent twice moves once', async () => {
  const moussa = await world.console.signIn('moussa');
  await moussa.post('/vaults/', { name: 'Double', lockedUntil: '' });
  const { id } = await vaultOf('Double');
  const action = `/vaults/${id}/in`;
  const idempotencyKey = keyFor(await moussa.get('/vaults/'), action);
  const form = { amount: '250', idempotencyKey };
  const sent = await Promise.all([1, 2, 3].map(() => moussa.post(action, form)));
  expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect((await vaultOf('Double')).balance.toFixed()).toBe('250');
});

test('another member’s vault does not exist for them', async () => {
  const fatou = await world.console.signIn('fatou');
  const { id } = await vaultOf('Double');
  for (const direction of ['in', 'out']) {
    const form = { amount: '10', idempotencyKey: `foreign-${direction}` };
    expect((await fatou.post(`/vaults/${id}/${direction}`, form)).status).toBe(404);
  }
  expect((await fatou.get('/vaults/')).text).not.toContain('Double');
});

test('a name with markup is shown as text', async () => {
  const awa = await world.console.signIn('awa');
  await awa.post('/vaults/', { name: '<script>alert(1)</script>', lockedUntil: '' });
  const page = await awa.get('/vaults/');
  expect(page.text).toContain('&lt;script&gt;alert(1)');
  expect(page.text).not.toContain('<script>alert(1)');
});

test('a lock is set and extended, never shortened; the same form sent twice extends once', async () => {
  const awa = await world.console.signIn('awa');
  await awa.post('/vaults/', { name: 'Verrou', lockedUntil: '' });
  const { id } = await vaultOf('Verrou');
  const lock = (until: string) => awa.post(`/vaults/${id}/lock`, { until });
  expect((await lock('2098-01-31')).location).toBe('/vaults/?fait=verrouille');
  const twice = await Promise.all([lock('2099-01-31'), lock('2099-01-31')]);
  expect(twice.map(({ location }) => location)).toEqual(Array(2).fill('/vaults/?fait=verrouille'));
  expect((await vaultOf('Verrou')).lockedUntil?.toISOString()).toBe('2099-01-31T00:00:00.000Z');

  const shorter = await lock('2098-06-01');
  expect(shorter.status).toBe(409);
  expect(shorter.text).toContain('Un verrou ne peut être que prolongé');
  expect(shorter.text).toContain('value="2098-06-01"');
  expect((await lock('bientôt')).status).toBe(400);
  expect((await vaultOf('Verrou')).lockedUntil?.toISOString()).toBe('2099-01-31T00:00:00.000Z');
  const fatou = await world.console.signIn('fatou');
  expect((await fatou.post(`/vaults/${id}/lock`, { until: '2099-12-31' })).status).toBe(404);
});

test('a double tap on "Créer le coffre" opens one vault and says that it is there', async () => {
  const moussa = await world.console.signIn('moussa');
  const form = { name: 'Une fois', lockedUntil: '2099-05-05' };
  const sent = await Promise.all([1, 2, 3].map(() => moussa.post('/vaults/', form)));
  expect(sent.map(({ location }) => location)).toEqual(Array(3).fill('/vaults/?fait=cree'));
  expect(await world.console.app.prisma.vault.count({ where: { name: 'Une fois' } })).toBe(1);
  expect((await moussa.post('/vaults/', { ...form, lockedUntil: '' })).status).toBe(409);
});

test('a reload of a refused form’s address leads to the vaults', async () => {
  const awa = await world.console.signIn('awa');
  const { id } = await vaultOf('Verrou');
  for (const way of ['in', 'out', 'lock']) {
    expect((await awa.get(`/vaults/${id}/${way}`)).location).toBe('/vaults/');
  }
});
