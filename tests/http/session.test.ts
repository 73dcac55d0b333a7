import { afterEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/kernel/actor.ts';
import { startConsole, useConsole } from '../support/console.ts';
import { PASSWORD } from '../support/given.ts';
import { errorOf } from '../support/read.ts';

const world = useConsole();

const BACKGROUND = { 'x-background': '1' };
const HOMES = [
  ['awa', '/wallet/', '/wallet/'],
  ['tresorier', '/admin/resources/Wallet', '/admin/api/resources/Wallet/actions/list'],
  ['finance', '/admin', '/admin/api/dashboard'],
  ['admin', '/admin', '/admin/api/dashboard'],
] as const;

const { owner } = world.database;

const minutesLeft = async ({ id }: Person): Promise<number> => {
  const { rows } = await owner.query<{ left: number }>(
    `select extract(epoch from max(expire) - now())::float / 60 as left from session
      where sess ->> 'personId' = $1`,
    [id],
  );
  return rows[0]?.left ?? 0;
};

describe('thirty idle minutes', () => {
  const age = ({ id }: Person) =>
    owner.query(
      `update session set expire = expire - interval '20 minutes' where sess ->> 'personId' = $1`,
      [id],
    );

  test('are not prolonged by what a page asks by itself, but by what a person does', async () => {
    const { awa } = world.people;
    const visitor = await world.console.signIn('awa');
    await age(awa);
    const asked = await visitor.get('/wallet/', BACKGROUND);
    expect(asked.status).toBe(200);
    expect(asked.headers.has('set-cookie')).toBe(false);
    expect(await minutesLeft(awa)).toBeLessThan(10.1);
    const acted = await visitor.get('/wallet/');
    expect(acted.headers.get('set-cookie')).toContain('tontine=');
    expect(await minutesLeft(awa)).toBeGreaterThan(29);
  });

  test('are not written anew with every click', async () => {
    const { moussa } = world.people;
    const visitor = await world.console.signIn('moussa');
    const written = async () => {
      const { rows } = await owner.query(
        `select xmin::text, expire from session where sess ->> 'personId' = $1`,
        [moussa.id],
      );
      return rows;
    };
    const before = await written();
    const clicked = await visitor.get('/wallet/');
    expect(clicked.headers.get('set-cookie')).toContain('tontine=');
    expect(await written()).toEqual(before);
  });

  test('are not prolonged by listening to events', async () => {
    const { moussa } = world.people;
    const visitor = await world.console.signIn('moussa');
    await age(moussa);
    const controller = new AbortController();
    const { cookie } = visitor;
    const stream = await fetch(`${world.console.url}/wallet/events`, {
      headers: { cookie, accept: 'text/event-stream' },
      signal: controller.signal,
    });
    expect(stream.status).toBe(200);
    expect(stream.headers.has('set-cookie')).toBe(false);
    controller.abort();
    expect(await minutesLeft(moussa)).toBeLessThan(10.1);
  });

  test('end a session that only asks by itself', async () => {
    const { finance } = world.people;
    const visitor = await world.console.signIn('finance');
    const api = { ...BACKGROUND, accept: 'application/json' };
    expect((await visitor.get('/admin/api/dashboard', api)).status).toBe(200);
    await owner.query(
      `update session set expire = now() - interval '1 second' where sess ->> 'personId' = $1`,
      [finance.id],
    );
    expect((await visitor.get('/admin/api/dashboard', api)).status).toBe(401);
  });
});

describe('on the next request', () => {
  afterEach(async () => {
    for (const [username, , role] of ROLES) {
      await owner.query('update app_user set disabled = false, role = $2 where username = $1', [
        username,
        role,
      ]);
    }
  });
  const ROLES = [
    ['awa', '', 'MEMBER'],
    ['tresorier', '', 'TREASURER'],
    ['finance', '', 'FINANCE'],
    ['admin', '', 'ADMIN'],
  ] as const;

  test.each(HOMES)(
    '%s, once disabled, is signed out: pages and API',
    async (username, home, api) => {
      const page = await world.console.signIn(username);
      const program = await world.console.signIn(username);
      expect((await page.get(home)).status).toBe(200);
      await owner.query('update app_user set disabled = true where username = $1', [username]);
      expect((await page.get(home)).location).toContain('/login?next=');
      const refused = await program.get(api, { accept: 'application/json' });
      expect([refused.status, errorOf(refused).code]).toEqual([401, 'sign_in_first']);
      await owner.query('update app_user set disabled = false where username = $1', [username]);
      expect((await page.get(home)).status).toBe(303);
    },
  );

  test('a member who becomes finance opens the panel, and their wallet’s pages no more', async () => {
    const visitor = await world.console.signIn('awa');
    await owner.query(`update app_user set role = 'FINANCE' where username = 'awa'`);
    expect((await visitor.get('/wallet/')).location).toBe('/admin');
    expect((await visitor.get('/admin/api/dashboard')).status).toBe(200);
  });

  test.each([
    ['tresorier', '/admin/api/resources/Wallet/actions/list'],
    ['finance', '/admin/api/dashboard'],
    ['admin', '/admin/api/dashboard'],
  ])('%s, made a member, opens the panel’s API no more', async (username, api) => {
    const visitor = await world.console.signIn(username);
    expect((await visitor.get(api)).status).toBe(200);
    await owner.query(`update app_user set role = 'MEMBER' where username = $1`, [username]);
    expect((await visitor.get(api)).status).toBe(403);
    expect((await visitor.get('/admin')).location).toBe('/wallet/');
  });

  test('finance that becomes a treasurer without a tontine sees nobody', async () => {
    const visitor = await world.console.signIn('finance');
    await owner.query(`update app_user set role = 'TREASURER' where username = 'finance'`);
    const list = await visitor.get('/admin/api/resources/Wallet/actions/list');
    expect(JSON.parse(list.text).records).toEqual([]);
  });
});

test('each sign-in is in the audit once, when it is whole', async () => {
  const { fatou } = world.people;
  const count = async () => {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int as count from audit_entry where action = 'session.sign_in' and actor_id = $1`,
      [fatou.id],
    );
    return rows[0]?.count;
  };
  await world.console.signIn('fatou');
  expect(await count()).toBe(1);
});

describe('a browser that follows a redirect before the answer has ended', () => {
  const slowly = (statement: string) =>
    owner.query(`create or replace function wait_a_little() returns trigger language plpgsql as
      $$ begin perform pg_sleep(2); return new; end $$; ${statement}`);

  test('finds its session there', async () => {
    await slowly(`create trigger slow before insert or update of sess on session
      for each row execute function wait_a_little()`);
    const answer = await fetch(`${world.console.url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'awa', password: PASSWORD }),
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const next = await world.console.visitor().get('/wallet/', { cookie });
    await answer.text();
    await owner.query('drop trigger slow on session');
    expect([answer.status, next.status]).toEqual([303, 200]);
  });
});

describe('the session secret', () => {
  test('may be replaced under people who are signed in, until the old one is removed', async () => {
    const consoles = await Promise.all(
      [['old secret of the tests'], ['new secret', 'old secret of the tests'], ['new secret']].map(
        (sessionSecrets) => startConsole(world.database, { settings: { sessionSecrets } }),
      ),
    );
    const [before, during, after] = consoles;
    const { cookie } = (await before?.signIn('moussa')) ?? {};
    const wallet = (at = after) => at?.visitor().get('/wallet/', { cookie: cookie ?? '' });
    expect((await wallet(during))?.status).toBe(200);
    expect((await wallet(after))?.status).toBe(303);
    await Promise.all(consoles.map((one) => one.close()));
  });
});
