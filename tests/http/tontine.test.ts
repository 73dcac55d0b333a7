import { beforeAll, describe, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { givenTontine } from '../support/given.ts';
import { errorOf, read } from '../support/read.ts';

const world = useConsole();

let secondId: string;

beforeAll(async () => {
  const { tresorier, fatou } = world.people;
  secondId = await givenTontine(world.database.owner, 'Tontine Baobab', tresorier, [fatou]);
});

describe('a treasurer of several tontines', () => {
  test('chooses one before anything else, and goes on to where they wanted', async () => {
    const visitor = world.console.visitor();
    const login = { username: 'tresorier', password: 'tontine-demo' };
    expect((await visitor.post('/login', login)).location).toBe('/tontine');
    const wanted = '/admin/resources/Transaction';
    const asked = `/tontine?next=${encodeURIComponent(wanted)}`;
    expect((await visitor.get(wanted)).location).toBe(asked);
    const api = await visitor.get('/admin/api/dashboard');
    expect([api.status, errorOf(api).code]).toEqual([403, 'tontine_not_chosen']);
    expect((await visitor.get('/account/')).status).toBe(200);

    const page = await visitor.get(asked);
    expect(read(page)).toMatch(/Tontine Baobab .*Tontine Wend-Panga/);
    expect(page.text).not.toContain(world.people.otherTontineId);
    const { location } = await visitor.post('/tontine', { tontineId: secondId, next: wanted });
    expect(location).toBe(wanted);
    expect((await visitor.get(wanted)).status).toBe(200);
    expect(read(await visitor.get('/account/'))).toContain('Tontine Baobab');
    expect((await visitor.get('/')).location).toBe('/admin/resources/Wallet');
  });

  test('sees the members of the chosen one only, and others after changing it', async () => {
    const visitor = await world.console.signIn('tresorier');
    const names = async () => {
      const list = await visitor.get('/admin/api/resources/User/actions/list');
      const { records } = JSON.parse(list.text) as {
        records: { params: { username: string } }[];
      };
      return records.map(({ params }) => params.username).sort();
    };
    await visitor.post('/tontine', { tontineId: secondId });
    expect(await names()).toEqual(['fatou']);
    await visitor.post('/tontine', { tontineId: world.people.tontineId });
    expect(await names()).toEqual(['awa', 'moussa']);
  });

  test('cannot choose one of somebody else’s, nor one that does not exist', async () => {
    const visitor = await world.console.signIn('tresorier');
    for (const tontineId of [world.people.otherTontineId, 'nonsense', '']) {
      expect((await visitor.post('/tontine', { tontineId })).status).toBe(404);
    }
    expect((await visitor.get('/admin')).location).toBe('/tontine?next=%2Fadmin');
    const json = await visitor.postJson('/tontine', { tontineId: world.people.otherTontineId });
    expect([json.status, errorOf(json).code]).toEqual([404, 'not_found']);
  });

  test('chooses in JSON, and again once the chosen one is taken away', async () => {
    const visitor = await world.console.signIn('tresorier');
    const { tontines } = JSON.parse((await visitor.get('/tontine', JSON_ONLY)).text);
    expect(tontines.map(({ name }: { name: string }) => name)).toEqual([
      'Tontine Baobab',
      'Tontine Wend-Panga',
    ]);
    const chosen = await visitor.postJson('/tontine', { tontineId: secondId });
    expect(JSON.parse(chosen.text)).toEqual({ redirectUrl: '/admin/resources/Wallet' });
    const { owner } = world.database;
    await givenTontine(owner, 'Tontine Kapok', world.people.tresorier, []);
    await owner.query(`delete from membership where tontine_id = $1 and kind = 'TREASURER'`, [
      secondId,
    ]);
    expect((await visitor.get('/admin')).location).toBe('/tontine?next=%2Fadmin');
  });
});

const JSON_ONLY = { accept: 'application/json' };

test('a treasurer of one tontine is never asked', async () => {
  const visitor = await world.console.signIn('tresorier2');
  expect((await visitor.get('/')).location).toBe('/admin/resources/Wallet');
  expect((await visitor.get('/admin/resources/Wallet')).status).toBe(200);
});

test('nobody else has one to choose', async () => {
  for (const username of ['awa', 'finance', 'admin']) {
    const visitor = await world.console.signIn(username);
    expect((await visitor.get('/tontine')).status).toBe(403);
    const chosen = await visitor.post('/tontine', { tontineId: world.people.tontineId });
    expect(chosen.status).toBe(403);
  }
});
