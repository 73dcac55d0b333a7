import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { withNonce } from '../../src/http/admin-html.ts';
import { useConsole } from '../support/console.ts';
import { fieldValue } from '../support/visitor.ts';

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
    for (const username of ['tresorier', 'finance', 'admin']) {
      const person = await world.console.signIn(username);
      expect((await person.get('/wallet/')).location).toBe('/admin');
      expect((await person.post('/wallet/withdraw/', { amount: '100' })).status).toBe(403);
      expect((await person.get('/vaults/')).location).toBe('/admin');
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

describe('what every answer carries', () => {
  test('the policy: nothing from other hosts, scripts by nonce, no frames, no sniffing', async () => {
    const { headers } = await world.console.visitor().get('/login');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.has('strict-transport-security')).toBe(false);
    expect(headers.has('x-powered-by')).toBe(false);
  });

  test('an unknown page says so in French, to a program in JSON, with a reference', async () => {
    const awa = await world.console.signIn('awa');
    const page = await awa.get('/nulle-part');
    expect(page.status).toBe(404);
    expect(page.text).toContain('Cette page n’existe pas');
    expect(page.text).toContain(page.headers.get('x-request-id'));
    const json = await awa.get('/nulle-part', { accept: 'application/json' });
    expect(JSON.parse(json.text)).toMatchObject({ error: { code: 'not_found' } });
    expect((await awa.post('/vaults/%ZZ/in', {})).status).toBe(400);
  });

  test('an error of ours gives nothing away', async () => {
    const awa = await world.console.signIn('awa');
    await world.database.owner.query('alter table wallet rename column balance to balance_gone');
    const page = await awa.get('/wallet/');
    await world.database.owner.query('alter table wallet rename column balance_gone to balance');
    expect(page.status).toBe(500);
    expect(page.text).toContain('Quelque chose s’est mal passé chez nous');
    expect(page.text).not.toMatch(/prisma|balance_gone|at .*\.ts/i);
  });

  test('the files of the pages are compressed and kept for ever', async () => {
    const page = await world.console.visitor().get('/login');
    const path = /href="(\/assets\/[^"]+\.css)"/.exec(page.text)?.[1] ?? '';
    const css = await world.console.visitor().get(path);
    expect(css.status).toBe(200);
    expect(css.headers.get('cache-control')).toContain('immutable');
    expect(css.headers.get('content-type')).toContain('text/css');
    expect(css.headers.has('set-cookie')).toBe(false);
  });

  test('health and readiness answer without a session', async () => {
    expect((await world.console.visitor().get('/healthz')).status).toBe(200);
    expect((await world.console.visitor().get('/readyz')).status).toBe(200);
  });

  test('only the panel’s own two inline scripts get the nonce', () => {
    const page = '<script>a</script><p><script>evil()</script></p><script>b</script>';
    expect(withNonce(page, 'n')).toBe(
      '<script nonce="n">a</script><p><script>evil()</script></p><script nonce="n">b</script>',
    );
    expect(withNonce('<script>a</script>', 'n')).toBe('<script nonce="n">a</script>');
    expect(withNonce('<p></p>', 'n')).toBe('<p></p>');
  });

  test('the language follows the address, is remembered, and French comes first', async () => {
    const visitor = world.console.visitor();
    expect((await visitor.get('/login')).text).toContain('<html lang="fr">');
    expect((await visitor.get('/login?lang=en')).text).toContain('Sign in');
    expect((await visitor.get('/login')).text).toContain('<html lang="en">');
    expect((await visitor.get('/login?lang=xx')).text).toContain('<html lang="en">');
    expect(fieldValue(await visitor.get('/login?next=/vaults/'), 'next')).toBe('/vaults/');
  });
});
