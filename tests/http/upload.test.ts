import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureOf } from '../../src/http/errors.ts';
import { isUpload, openUpload } from '../../src/http/upload.ts';

const LIMIT = 1_000;
let read = 0;
let refused: unknown = null;

const server = http.createServer(async (req, res) => {
  read = 0;
  refused = null;
  try {
    for await (const chunk of openUpload(req, res, LIMIT)) read += chunk.length;
    res.end('read');
  } catch (error) {
    refused = error;
    res.statusCode = failureOf(error).status;
    res.end('refused');
  }
});

beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)));
afterAll(() => server.close());

const CHUNK = Buffer.alloc(100, 'x');

/** Sends so many chunks, without saying how many there will be, and reads the answer. */
async function stream(chunks: number, headers: http.OutgoingHttpHeaders = {}) {
  const { port } = server.address() as AddressInfo;
  const sending = http.request({ port, method: 'POST', headers });
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    sending.on('response', resolve).on('error', reject);
  });
  for (let sent = 0; sent < chunks; sent += 1) sending.write(CHUNK);
  return { sending, answered };
}

test('a body within the limit is read whole', async () => {
  const { sending, answered } = await stream(10);
  sending.end();
  expect((await answered).statusCode).toBe(200);
  expect(read).toBe(1_000);
});

test('a body that outgrows the limit on its way is refused with 413, and its sender reads why', async () => {
  const { sending, answered } = await stream(30);
  expect((await answered).statusCode).toBe(413);
  expect(failureOf(refused)).toMatchObject({ code: 'upload_too_large' });
  expect(read).toBeLessThanOrEqual(LIMIT);
  sending.destroy();
});

test('whoever goes on sending after a refusal is cut off', async () => {
  const { sending, answered } = await stream(30);
  const { socket } = await answered;
  const drip = setInterval(() => sending.write(CHUNK), 50);
  const cut = new Promise<string>((resolve) => {
    socket.once('close', () => resolve('cut'));
    sending.once('error', () => resolve('cut'));
  });
  const outcome = await Promise.race([cut, sleep(10_000, 'still open')]);
  clearInterval(drip);
  expect(outcome).toBe('cut');
});

test('a compressed body is refused with 415', async () => {
  const { sending, answered } = await stream(1, { 'content-encoding': 'gzip' });
  expect((await answered).statusCode).toBe(415);
  sending.destroy();
});

test('a sender who leaves in the midst of it is no fault of ours', async () => {
  const { sending, answered } = await stream(2);
  answered.catch(() => undefined);
  await sleep(100);
  sending.destroy();
  await expect.poll(() => refused && failureOf(refused).status).toBe(400);
});

test.each([
  ['POST', '/admin/api/statements/upload', true],
  ['POST', '/admin/api/statements/upload?name=a.csv', true],
  ['GET', '/admin/api/statements/upload', false],
  ['POST', '/admin/api/statements/uploads', false],
  ['POST', '/ADMIN/api/statements/upload', false],
  ['POST', '/admin/api/statements/import', false],
])('%s %s is a file on its way: %s', (method, url, expected) => {
  expect(isUpload({ method, url } as http.IncomingMessage)).toBe(expected);
});
