import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { withNonce } from '../../src/http/admin-html.ts';
import { useConsole } from '../support/console.ts';
import { fieldValue } from '../support/visitor.ts';

const world = useConsole();

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

  test('a database that is gone answers 503, and the next request just works', async () => {
    const awa = await world.console.signIn('awa');
    const name = new URL(world.database.appUrl).pathname.slice(1);
    const superuser = new pg.Client({ connectionString: inject('superUrl') });
    await superuser.connect();
    await superuser.query(`alter database ${name} connection limit 0`);
    await superuser.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = $2',
      [name, new URL(world.database.appUrl).username],
    );
    const page = await awa.get('/wallet/');
    const ready = await world.console.visitor().get('/readyz');
    await superuser.query(`alter database ${name} connection limit -1`);
    await superuser.end();
    expect(page.status).toBe(503);
    expect(page.text).toContain('Le service est momentanément indisponible');
    expect(page.headers.get('retry-after')).toBe('5');
    expect(ready.status).toBe(503);
    expect((await awa.get('/wallet/')).status).toBe(200);
    expect((await world.console.visitor().get('/readyz')).status).toBe(200);
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

  test('only the panel’s own inline script gets the nonce', () => {
    expect(withNonce('<script>a</script><p><script>evil()</script></p>', 'n')).toBe(
      '<script nonce="n">a</script><p><script>evil()</script></p>',
    );
    expect(withNonce('<p></p>', 'n')).toBe('<p></p>');
  });

  test('the language follows the address, is remembered, and French comes first', async () => {
    const visitor = world.console.visitor();
    expect((await visitor.get('/login')).text).toContain('<html lang="fr"');
    expect((await visitor.get('/login?lang=en')).text).toContain('Sign in');
    expect((await visitor.get('/login')).text).toContain('<html lang="en"');
    expect((await visitor.get('/login?lang=xx')).text).toContain('<html lang="en"');
    expect(fieldValue(await visitor.get('/login?next=/vaults/'), 'next')).toBe('/vaults/');
  });
});
