import { afterEach, describe, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { PASSWORD } from '../support/given.ts';

const world = useConsole();

const sessionsOf = async (personId: string) => {
  const { rows } = await world.database.owner.query<{ sid: string }>(
    `select sid from session where sess ->> 'personId' = $1`,
    [personId],
  );
  return rows.map(({ sid }) => sid);
};

describe('signing in', () => {
  test('takes everybody where they work', async () => {
    for (const [username, home] of [
      ['awa', '/wallet/'],
      ['tresorier', '/admin/resources/Wallet'],
      ['finance', '/admin'],
      ['admin', '/admin'],
    ] as const) {
      const person = world.console.visitor();
      const { status, location } = await person.post('/login', { username, password: PASSWORD });
      expect({ status, location }).toEqual({ status: 303, location: home });
      expect((await person.get('/')).location).toBe(home);
      expect((await person.get('/login')).location).toBe(home);
    }
  });

  test('gives the session a new id, and the old one opens nothing', async () => {
    const person = await world.console.signIn('awa');
    const before = person.cookie;
    await person.post('/login', { username: 'awa', password: PASSWORD });
    expect(person.cookie).not.toBe(before);
    const thief = await world.console.visitor().get('/wallet/', { cookie: before });
    expect(thief.location).toBe('/login?next=%2Fwallet%2F');
  });

  test('the cookie is HttpOnly, SameSite=Lax and lives as long as the idle time', async () => {
    const { headers } = await world.console
      .visitor()
      .post('/login', { username: 'awa', password: PASSWORD });
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^tontine=s%3A[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  });

  test('works with JSON as well, and answers where to go', async () => {
    const program = world.console.visitor();
    const answer = await program.postJson('/login', { username: 'tresorier', password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({
      redirectUrl: '/admin/resources/Wallet',
      person: { username: 'tresorier', role: 'TREASURER' },
    });
    expect((await program.get('/')).location).toBe('/admin/resources/Wallet');
  });

  test('an unknown user, a wrong password and a disabled user look the same', async () => {
    await setDisabled('fatou', true);
    const answers = await Promise.all(
      [
        ['nobody', PASSWORD],
        ['awa', 'wrong'],
        ['fatou', PASSWORD],
        ['', ''],
      ].map(([username = '', password = '']) =>
        world.console.visitor().post('/login', { username, password }),
      ),
    );
    for (const { status, text } of answers) {
      expect(status).toBe(401);
      expect(text).toContain('Identifiant ou mot de passe incorrect.');
    }
    const json = await world.console.visitor().postJson('/login', { username: 'x', password: 'y' });
    expect(json.status).toBe(401);
    expect(JSON.parse(json.text).error).toMatchObject({ code: 'sign_in_refused' });
  });

  test('an unknown user is refused after the same time as a wrong password', async () => {
    const times: Record<string, number[]> = { nobody: [], finance: [] };
    for (let round = 0; round < 7; round += 1) {
      for (const username of ['nobody', 'finance']) {
        const startedAt = performance.now();
        await world.console.app.signIn({ username, password: 'wrong' }).catch(() => {});
        times[username]?.push(performance.now() - startedAt);
      }
    }
    const median = (username: string) => times[username]?.sort((a, b) => a - b)[3] ?? 0;
    // Without the decoy an unknown user is refused in a tenth of the time.
    expect(median('nobody') / median('finance')).toBeGreaterThan(0.5);
    expect(median('nobody') / median('finance')).toBeLessThan(2);
  });

  test('goes on to a path of ours, never to another site', async () => {
    for (const [next, location] of [
      ['/vaults/?lang=en', '/vaults/?lang=en'],
      ['//evil.example', '/wallet/'],
      ['/\\evil.example', '/wallet/'],
      ['https://evil.example/wallet/', '/wallet/'],
      ['/login?next=/login', '/wallet/'],
      ['/\t/evil.example', '/wallet/'],
    ] as const) {
      const answer = await world.console
        .visitor()
        .post('/login', { username: 'awa', password: PASSWORD, next });
      expect(answer.location).toBe(location);
    }
  });

  test('after too many failures even the right password waits, told by 429', async () => {
    const guesser = world.console.visitor();
    for (let tries = 0; tries < 8; tries += 1) {
      await guesser.post('/login', { username: 'moussa', password: `guess ${tries}` });
    }
    const answer = await guesser.post('/login', { username: 'moussa', password: PASSWORD });
    expect(answer.status).toBe(429);
    expect(answer.text).toContain('Trop d’essais');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a session ends', () => {
  afterEach(() => setDisabled('awa', false));

  test('at the next request of a person who was disabled', async () => {
    const awa = await world.console.signIn('awa');
    expect((await awa.get('/wallet/')).status).toBe(200);
    await setDisabled('awa', true);
    expect((await awa.get('/wallet/')).location).toBe('/login?next=%2Fwallet%2F');
    await setDisabled('awa', false);
    expect((await awa.get('/wallet/')).status).toBe(303);
  });

  test('with its role: who is demoted works elsewhere at once', async () => {
    const finance = await world.console.signIn('finance');
    await world.database.owner.query(
      `update app_user set role = 'MEMBER' where username = 'finance'`,
    );
    expect((await finance.get('/admin')).location).toBe('/wallet/');
    await world.database.owner.query(
      `update app_user set role = 'FINANCE' where username = 'finance'`,
    );
  });

  test('by signing out, which asks first and leaves no row behind', async () => {
    const tresorier = await world.console.signIn('tresorier');
    const before = await sessionsOf(world.people.tresorier.id);
    expect((await tresorier.get('/logout')).text).toContain('Voulez-vous quitter votre session');
    const left = tresorier.cookie;
    expect((await tresorier.post('/logout', {})).location).toBe('/login');
    expect(await sessionsOf(world.people.tresorier.id)).toHaveLength(before.length - 1);
    const again = await world.console.visitor().get('/admin', { cookie: left });
    expect(again.location).toBe('/login?next=%2Fadmin');
  });

  test('after thirty idle minutes, and twelve hours whatever happens', async () => {
    const awa = await world.console.signIn('awa');
    const { rows } = await world.database.owner.query<{ minutes: number }>(
      `select extract(epoch from max(expire) - now())::float / 60 as minutes from session
        where sess ->> 'personId' = $1`,
      [world.people.awa.id],
    );
    expect(rows[0]?.minutes).toBeGreaterThan(29);
    expect(rows[0]?.minutes).toBeLessThan(30.1);
    await world.database.owner.query(
      `update session set sess = jsonb_set(sess::jsonb, '{signedInAt}',
         to_jsonb((sess ->> 'signedInAt')::bigint - 12 * 3600 * 1000 - 1000))::json
        where sess ->> 'personId' = $1`,
      [world.people.awa.id],
    );
    expect((await awa.get('/wallet/')).status).toBe(303);
  });

  test('the audit can tell sessions apart, and its id opens none', async () => {
    const awa = await world.console.signIn('awa');
    await awa.post('/vaults/', { name: 'Rentrée', lockedUntil: '' });
    const { rows } = await world.database.owner.query<{ session_id: string; ip: string }>(
      `select session_id, ip from audit_entry where action = 'vault.create' order by id desc limit 1`,
    );
    expect(rows[0]?.session_id).toMatch(/^[0-9a-f]{16}$/);
    expect(awa.cookie).not.toContain(rows[0]?.session_id);
    expect(rows[0]?.ip).toMatch(/127\.0\.0\.1$/);
  });
});

const setDisabled = (username: string, disabled: boolean) =>
  world.database.owner.query('update app_user set disabled = $2 where username = $1', [
    username,
    disabled,
  ]);
