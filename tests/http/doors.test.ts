import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';

const world = useConsole({ server: { headersTimeoutMs: 400, requestTimeoutMs: 900 } });

describe('who may open what', () => {
  test('nobody signed in: pages go to the sign-in, programs get 401', async () => {
    const nobody = world.console.visitor();
    for (const path of ['/wallet/', '/wallet/topup/', '/wallet/withdraw/', '/vaults/', '/admin']) {
      const { status, location } = await nobody.get(path);
      expect({ status, location }).toEqual({
        status: 303,
        location: `/login?next=${encodeURIComponent(path)}`,
      });
    }
    for (const path of ['/admin/api/dashboard', '/ADMIN/API/dashboard']) {
      const answer = await nobody.get(path, { accept: 'application/json' });
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.text).error.code).toBe('sign_in_first');
    }
    expect((await nobody.get('/')).location).toBe('/login');
  });

  test('a member never opens the panel, whatever the spelling', async () => {
    const awa = await world.console.signIn('awa');
    for (const path of ['/admin', '/admin/', '/ADMIN', '/admin/resources/Wallet', '/admin//']) {
      const { status, location } = await awa.get(path);
      expect({ path, status, location }).toEqual({ path, status: 303, location: '/wallet/' });
    }
    const { walletId } = world.people.awa;
    const api = `/admin/api/resources/Wallet/records/${walletId}/payout`;
    expect((await awa.get('/admin/api/dashboard')).status).toBe(403);
    expect((await awa.postJson(api, { amount: '100' })).status).toBe(403);
    expect((await awa.post('/admin', {})).status).toBe(403);
  });

  test('staff are sent from the members’ pages to the panel', async () => {
    for (const [username, home] of [
      ['tresorier', '/admin/resources/Wallet'],
      ['finance', '/admin'],
      ['admin', '/admin'],
    ] as const) {
      const person = await world.console.signIn(username);
      expect((await person.get('/wallet/')).location).toBe(home);
      expect((await person.post('/wallet/withdraw/', { amount: '100' })).status).toBe(403);
      expect((await person.get('/vaults/')).location).toBe(home);
      const id = world.people.awa.walletId;
      expect((await person.get(`/wallet/topup/?depot=${id}`)).location).toBe(
        `/admin/resources/Transaction/records/${id}/show`,
      );
    }
  });
});

describe('a mutation must come from a page of ours', () => {
  const post = async (headers: Record<string, string>) => {
    const awa = await world.console.signIn('awa');
    const answer = await awa.request('/vaults/', {
      method: 'POST',
      body: new URLSearchParams({ name: `Coffre ${Math.random()}`, lockedUntil: '' }),
      headers: { accept: 'text/html', ...headers },
    });
    return answer.status;
  };

  test('another site’s request is refused and changes nothing', async () => {
    const vaults = () => world.console.app.prisma.vault.count();
    const before = await vaults();
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: world.console.url },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: world.console.url.replace('http:', 'https:') },
      { origin: `${world.console.url}.evil.example` },
    ]) {
      expect({ headers, status: await post(headers) }).toEqual({ headers, status: 403 });
    }
    expect(await vaults()).toBe(before);
  });

  test('our own page’s request passes, and so does a program that is no browser', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
      { origin: world.console.url },
      {},
    ]) {
      expect({ headers, status: await post(headers) }).toEqual({ headers, status: 303 });
    }
  });

  test('signing in and out are guarded too', async () => {
    const evil = { 'sec-fetch-site': 'cross-site' };
    const visitor = world.console.visitor();
    const login = { username: 'awa', password: 'tontine-demo' };
    expect((await visitor.post('/login', login, evil)).status).toBe(403);
    const awa = await world.console.signIn('awa');
    expect((await awa.post('/logout', {}, evil)).status).toBe(403);
    expect((await awa.get('/wallet/')).status).toBe(200);
  });
});

describe('what a door reads is bounded', () => {
  const raw = async (body: BodyInit, contentType: string) => {
    const { status } = await world.console.visitor().request('/login', {
      method: 'POST',
      body,
      headers: { 'content-type': contentType, accept: 'application/json' },
    });
    return status;
  };

  test('malformed, deep, large, compressed and foreign bodies have their answers', async () => {
    expect(await raw('{"username": "awa"', 'application/json')).toBe(400);
    expect(await raw('[1]', 'application/json')).toBe(400);
    expect(await raw('[{"a":'.repeat(9_000), 'application/json')).toBe(400);
    expect(await raw(`{"a": ${'['.repeat(40)}${']'.repeat(40)}}`, 'application/json')).toBe(400);
    expect(
      await raw(`username=${'x'.repeat(100 * 1024)}`, 'application/x-www-form-urlencoded'),
    ).toBe(413);
    expect(await raw('a=1&'.repeat(300), 'application/x-www-form-urlencoded')).toBe(400);
    expect(await raw('no boundary', 'multipart/form-data')).toBe(400);
    expect(await raw('<xml/>', 'application/xml')).toBe(415);
  });

  test('a form sent as multipart is read like any other, files left out', async () => {
    const form = new FormData();
    form.set('username', 'awa');
    form.set('password', 'tontine-demo');
    form.set('upload', new Blob(['x'.repeat(1000)]), 'x.txt');
    const { status } = await world.console.visitor().request('/login', {
      method: 'POST',
      body: form,
      headers: { accept: 'text/html' },
    });
    expect(status).toBe(303);
  });

  test('a slow-loris is cut off, whether in its headers or in its body', async () => {
    const head = 'POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n';
    for (const start of ['GET /wallet/ HTTP/1.1\r\nHost: x\r\nX-', `${head}\r\nusername=`]) {
      const answer = await trickle(start);
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    }
  });

  test('headers above 16 KB answer 431', async () => {
    const answer = await trickle(
      `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  /** Sends a start and then a byte now and then, until the server has enough. */
  function trickle(start: string): Promise<string> {
    const { port, hostname } = new URL(world.console.url);
    return new Promise((resolve) => {
      const socket = net.connect(Number(port), hostname, () => socket.write(start));
      const drip = setInterval(() => socket.write('x'), 100);
      let answer = '';
      socket.on('data', (chunk) => {
        answer += String(chunk);
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(drip);
        resolve(answer);
      });
    });
  }
});
