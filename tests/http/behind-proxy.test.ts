import { describe, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import { PASSWORD } from '../support/given.ts';

const behind = useConsole({ settings: { publicUrl: 'https://console.example' } });

const login = { username: 'awa', password: PASSWORD };
const ipOfLastVault = async () => {
  const { rows } = await behind.database.owner.query<{ ip: string }>(
    `select ip from audit_entry where action = 'vault.create' order by id desc limit 1`,
  );
  return rows[0]?.ip;
};

describe('where PUBLIC_URL is https', () => {
  test('the cookie is __Host- and Secure, also behind a proxy that says nothing of https', async () => {
    for (const headers of [{ 'x-forwarded-proto': 'https' }, {}]) {
      const answer = await behind.console.visitor().post('/login', login, headers);
      expect(answer.headers.get('set-cookie')).toMatch(
        /^__Host-tontine=s%3A[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
      );
    }
  });

  test('HSTS is sent, and a page’s http addresses are upgraded', async () => {
    const { headers } = await behind.console.visitor().get('/login');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
  });

  test('a form of the public address passes, one of another does not', async () => {
    const post = (origin: string) =>
      behind.console.visitor().request('/login', {
        method: 'POST',
        body: new URLSearchParams(login),
        headers: { origin, accept: 'text/html' },
      });
    expect((await post('https://console.example')).status).toBe(303);
    expect((await post('http://console.example')).status).toBe(403);
    expect((await post('https://console.example.evil')).status).toBe(403);
  });

  test('one hop of X-Forwarded-For is believed: the proxy’s, not the sender’s', async () => {
    const awa = behind.console.visitor();
    await awa.post('/login', login);
    await awa.post('/vaults/', { name: 'Un' }, { 'x-forwarded-for': '6.6.6.6, 203.0.113.9' });
    expect(await ipOfLastVault()).toBe('203.0.113.9');
  });
});

describe('where PUBLIC_URL is http', () => {
  const plain = useConsole();

  test('X-Forwarded-* is not believed at all', async () => {
    const awa = await plain.console.signIn('awa');
    await awa.post('/vaults/', { name: 'Un' }, { 'x-forwarded-for': '6.6.6.6' });
    const { rows } = await plain.database.owner.query<{ ip: string }>(
      `select ip from audit_entry where action = 'vault.create'`,
    );
    expect(rows.map(({ ip }) => ip)).toEqual([expect.stringMatching(/127\.0\.0\.1$/)]);
    const forged = await awa.request('/login', {
      method: 'POST',
      body: new URLSearchParams(login),
      headers: {
        origin: plain.console.url.replace('http:', 'https:'),
        'x-forwarded-proto': 'https',
      },
    });
    expect(forged.status).toBe(403);
  });
});
