import { request as rawRequest } from 'node:http';
import { beforeAll, expect, test } from 'vitest';
import { useConsole } from '../support/console.ts';
import type { Visitor } from '../support/visitor.ts';
import { statementOf, upload } from './statement-steps.ts';

const world = useConsole();
let finance: Visitor;

beforeAll(async () => {
  finance = await world.console.signIn('finance');
});

test('a file that another site’s page sends is refused before it is read', async () => {
  const foreign = { 'sec-fetch-site': 'cross-site' };
  const answer = await upload(finance, 'a.csv', statementOf([{}]), foreign);
  expect(answer).toMatchObject({ status: 403, error: { code: 'cross_origin' } });
});

test('a file that says it is larger than 512 MB is refused with 413 and a sentence', async () => {
  const answer = await announced(513 * 1024 * 1024);
  expect(answer).toMatchObject({ status: 413, error: { code: 'upload_too_large' } });
  expect(answer.error.message).toMatch(/512\s?Mo/);
});

test('a file goes past the limit of forms, and is never read as one', async () => {
  const lines = Array.from({ length: 5_000 }, (_, index) => ({ reference: `LONG-${index}` }));
  const text = statementOf(lines);
  expect(text.length).toBeGreaterThan(300_000);
  const inspected = await upload(finance, 'long.csv', text);
  expect(inspected).toMatchObject({ status: 200, bytes: text.length });
  const json = { 'content-type': 'application/json' };
  expect(await upload(finance, 'json.csv', '{"a": 1}', json)).toMatchObject({ status: 400 });
});

test('what is no file, no identifier or nothing at all has its answer', async () => {
  expect((await upload(finance, 'vide.csv', '')).status).toBe(400);
  expect((await finance.get('/admin/api/statements/none')).status).toBe(404);
  expect((await finance.get('/admin/api/statements/none/bad')).status).toBe(404);
  expect((await finance.get('/admin/api/statements/none/bad.csv')).status).toBe(404);
  const gone = { uploadId: 'none' };
  const { status, text } = await finance.postJson('/admin/api/statements/import', gone);
  expect(status).toBe(409);
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'statement_upload_gone' } });
});

/** Announces a body of this length and sends nothing of it. */
function announced(
  bytes: number,
): Promise<{ status: number; error: { code: string; message: string } }> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie: finance.cookie,
      'content-length': bytes,
      accept: 'application/json',
    };
    const url = new URL('/admin/api/statements/upload?name=a.csv', world.console.url);
    const sending = rawRequest(url, { method: 'POST', headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({ status: answer.statusCode ?? 0, ...JSON.parse(Buffer.concat(chunks).toString()) });
      sending.destroy();
    });
    sending.on('error', reject);
    sending.flushHeaders();
  });
}
