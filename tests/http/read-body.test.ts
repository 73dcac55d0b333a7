import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { readBody } from '../../src/http/read-body.ts';

const LIMIT = 10;

/** What `readBody` gives for a request that is written so, piece by piece; null: the sender hangs up. */
async function read(
  pieces: readonly (string | null)[],
  before = async (_req: IncomingMessage) => {},
) {
  const server = http.createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const body = once(server, 'request').then(async ([req, res]) => {
    await before(req);
    const told = await readBody(req, LIMIT).then(String, ({ why }) => ({ why }));
    res.end();
    return told;
  });
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  for (const piece of pieces) {
    if (piece === null) socket.resetAndDestroy();
    else socket.write(piece);
    await sleep(20);
  }
  const told = await body;
  socket.destroy();
  return told;
}

const head = (field: string) => `POST / HTTP/1.1\r\nHost: here\r\n${field}\r\n\r\n`;
const CHUNKED = head('Transfer-Encoding: chunked');

test('a body is read whether it comes with its head, behind it, in pieces or not at all', async () => {
  const sized = head('Content-Length: 6');
  expect(await read([`${sized}abcdef`])).toBe('abcdef');
  expect(await read([sized, 'abcdef'])).toBe('abcdef');
  expect(await read([`${sized}ab`, 'cd', 'ef'])).toBe('abcdef');
  expect(await read([`${CHUNKED}2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`])).toBe('abc');
  expect(await read([head('Content-Length: 0')])).toBe('');
});

test('one that came whole is there for whoever asks late', async () => {
  const late = () => sleep(30);
  expect(await read([`${head('Content-Length: 6')}abcdef`], late)).toBe('abcdef');
});

test('more than the limit is refused, said or not, in one piece or several', async () => {
  const refused = { why: 'too_large' };
  expect(await read([`${head('Content-Length: 11')}abcdefghijk`])).toEqual(refused);
  expect(await read([`${CHUNKED}b\r\nabcdefghijk\r\n0\r\n\r\n`])).toEqual(refused);
  expect(await read([`${CHUNKED}6\r\nabcdef\r\n`, '6\r\nabcdef\r\n0\r\n\r\n'])).toEqual(refused);
});

test('who leaves in the midst is gone, even before its body is asked for', async () => {
  const half = `${head('Content-Length: 6')}abc`;
  expect(await read([half, null])).toEqual({ why: 'gone' });
  const closed = (req: IncomingMessage) => new Promise<void>((done) => req.on('close', done));
  expect(await read([half, null], closed)).toEqual({ why: 'gone' });
});
