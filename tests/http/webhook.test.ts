import { createHmac } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { KEYS, useConsole } from '../support/console.ts';
import { balanceOf, givenPayment, statusOf } from '../support/payments.ts';

const world = useConsole();

const sign = (raw: string | Buffer) =>
  createHmac('sha256', KEYS.webhookSecret).update(raw).digest('hex');

interface Delivery {
  readonly path?: string;
  readonly method?: string;
  readonly signature?: string | undefined;
  readonly headers?: Record<string, string>;
}

async function deliver(raw: string | Buffer, delivery: Delivery = {}) {
  const signature = 'signature' in delivery ? delivery.signature : sign(raw);
  const method = delivery.method ?? 'POST';
  const response = await fetch(new URL(delivery.path ?? '/webhook/getmipay/', world.console.url), {
    method,
    headers: { ...(signature ? { 'x-signature': signature } : {}), ...delivery.headers },
    ...(method === 'POST' ? { body: new Uint8Array(Buffer.from(raw)) } : {}),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

const completed = (reference: string, amount: number) =>
  `{"event": "payment.completed", "transaction_id": "${reference}", "data": {"amount": ${amount}.0}}`;

const givenDeposit = (amount: number) =>
  givenPayment(world.database.pool, {
    type: 'DEPOSIT',
    amount,
    by: world.people.awa,
    member: world.people.awa,
  });

describe('a genuine event', () => {
  test.each(['/webhook/getmipay/', '/webhook/getmipay', '/webhook/getmipay/?from=gateway'])(
    'is settled at %s, and the answer comes after the commit',
    async (path) => {
      const { id, reference } = await givenDeposit(5000);
      const before = await balanceOf(world.database.pool, world.people.awa);
      const { status, body, headers } = await deliver(completed(reference, 5000), { path });
      expect({ status, body }).toEqual({ status: 200, body: { outcome: 'completed' } });
      expect(headers.get('content-type')).toBe('application/json');
      expect(await statusOf(world.database.pool, id)).toBe('COMPLETED');
      expect(await balanceOf(world.database.pool, world.people.awa)).toBe(before + 5000);
    },
  );

  test('fifty times at once credits once, and every answer is 200', async () => {
    const { reference } = await givenDeposit(700);
    const before = await balanceOf(world.database.pool, world.people.awa);
    const raw = completed(reference, 700);
    const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(raw)));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    const outcomes = answers.map(({ body }) => body.outcome).sort();
    expect(outcomes).toEqual(['completed', ...Array(49).fill('duplicate')]);
    expect(await balanceOf(world.database.pool, world.people.awa)).toBe(before + 700);
  });

  test('is accepted whatever its content type, and when it moves nothing', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect(await deliver('{"event": "balance.updated"}', { headers })).toMatchObject({
      status: 200,
      body: { outcome: 'ignored' },
    });
    expect(await deliver(completed('nobody-knows-me', 100))).toMatchObject({
      status: 200,
      body: { outcome: 'suspended' },
    });
  });
});

test('an event that cannot be stored answers 503, and is settled when it is sent again', async () => {
  const { id, reference } = await givenDeposit(1200);
  const raw = completed(reference, 1200);
  const { owner, pool } = world.database;
  await owner.query('alter table webhook_event rename to webhook_event_away');
  const lost = await deliver(raw).finally(() =>
    owner.query('alter table webhook_event_away rename to webhook_event'),
  );
  expect(lost.status).toBe(503);
  expect(lost.headers.get('retry-after')).toBe('1');
  expect(await statusOf(pool, id)).toBe('PENDING');
  expect(await deliver(raw)).toMatchObject({ status: 200, body: { outcome: 'completed' } });
});

describe('a delivery that is refused changes nothing and is counted', () => {
  test('one flipped byte answers 400 Invalid signature', async () => {
    const { id, reference } = await givenDeposit(900);
    const raw = completed(reference, 900);
    for (const at of [0, 12, raw.length - 4, raw.length - 1]) {
      const flipped = Buffer.from(raw);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const { status, body } = await deliver(flipped, { signature: sign(raw) });
      expect({ status, body }).toEqual({ status: 400, body: { error: 'Invalid signature' } });
    }
    expect(await statusOf(world.database.pool, id)).toBe('PENDING');
  });

  test('no signature, another secret and an empty body answer 400', async () => {
    const raw = completed('x', 1);
    const other = createHmac('sha256', 'another').update(raw).digest('hex');
    for (const signature of [undefined, other, '', 'zz']) {
      expect((await deliver(raw, { signature })).status).toBe(400);
    }
    expect((await deliver('')).status).toBe(400);
  });

  test('a genuine signature over what is not JSON answers 400 Not JSON', async () => {
    expect(await deliver('event=payment.completed')).toMatchObject({
      status: 400,
      body: { error: 'Not JSON' },
    });
  });

  test('other methods answer 405 and name POST', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, headers } = await deliver('', { method });
      expect(status).toBe(405);
      expect(headers.get('allow')).toBe('POST');
    }
  });

  test('a compressed body answers 415', async () => {
    const raw = gzipSync(completed('x', 1));
    expect((await deliver(raw, { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });

  test('the refusals are counted for the dashboard, with the time of the last', async () => {
    await world.console.app.close();
    const { refusedWebhooks } = await world.console.app.dashboard({ actor: world.people.finance });
    expect(refusedWebhooks.count).toBe(8);
    expect(refusedWebhooks.lastAt).toBeInstanceOf(Date);
  });
});

describe('size', () => {
  const padded = (size: number) => {
    const start = '{"event": "balance.updated", "pad": "';
    return `${start}${'x'.repeat(size - start.length - 2)}"}`;
  };

  test('256 KiB are read, one byte more answers 413, declared or not', async () => {
    expect((await deliver(padded(256 * 1024))).status).toBe(200);
    const over = padded(256 * 1024 + 1);
    expect((await deliver(over)).status).toBe(413);
    expect(await deliverChunked(over)).toBe(413);
  });

  test('a sender who never stops is cut off', async () => {
    const { port, hostname } = new URL(world.console.url);
    const socket = net.connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.write(
      'POST /webhook/getmipay/ HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n',
    );
    const megabyte = Buffer.alloc(1024 * 1024);
    const sent = await new Promise<number>((resolve) => {
      let count = 0;
      socket.on('error', () => {});
      socket.on('close', () => resolve(count));
      const push = () => {
        count += 1;
        if (!socket.destroyed && count < 64) socket.write(megabyte, () => setImmediate(push));
      };
      push();
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(64);
  });

  async function deliverChunked(raw: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const req = http.request(
        new URL('/webhook/getmipay/', world.console.url),
        { method: 'POST', headers: { 'x-signature': sign(raw) } },
        (res) => {
          res.resume();
          resolve(res.statusCode);
        },
      );
      req.on('error', reject);
      for (let at = 0; at < raw.length; at += 50_000) req.write(raw.slice(at, at + 50_000));
      req.end();
    });
  }
});
