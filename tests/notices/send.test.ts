import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { emailSink } from '../../src/notices/email-sink.ts';
import { logSink } from '../../src/notices/log-sink.ts';
import { raiseNotice } from '../../src/notices/notice.ts';
import { RETRY_AFTER, sendNotices } from '../../src/notices/send.ts';
import type { Sink } from '../../src/notices/sink.ts';
import { createSinks } from '../../src/notices/sinks.ts';
import { webhookSink } from '../../src/notices/webhook-sink.ts';
import { useDatabase } from '../support/database.ts';
import { unique } from '../support/payments.ts';
import { startMailServer, startReceiver } from './receivers.ts';

const db = useDatabase();
const silent = pino({ level: 'silent' });
const SECRET = `whsec_${Buffer.from('a key that only the two of us know').toString('base64')}`;

const raise = (amount = '5000') =>
  raiseNotice(db.pool, {
    kind: 'break_above',
    severity: 'warning',
    dedupeKey: unique('break'),
    data: { why: 'value', amount },
  });

const send = (sinks: readonly Sink[], log: Pick<typeof silent, 'error'> = silent) =>
  sendNotices(db.pool, sinks, log);

/** As if the wait for the next attempt were over. */
const waitIsOver = () =>
  db.owner.query(`update notice_delivery set next_attempt_at = db_now() where state = 'waiting'`);

const deliveryOf = async (id: string | null) =>
  (
    await db.pool.query(
      `select sink, state, attempts, last_error as why, extract(epoch from next_attempt_at - db_now())::int as wait
       from notice_delivery where notice_id = $1`,
      [id],
    )
  ).rows[0];

afterEach(async () => {
  await db.owner.query(
    `update notice_delivery set state = 'delivered', delivered_at = db_now() where state <> 'delivered'`,
  );
});

describe('a notice', () => {
  test('is told once, however often it is found', async () => {
    const notice = {
      kind: 'proof_failed',
      severity: 'critical',
      dedupeKey: 'proof_failed|2026-11-25',
      data: { day: '2026-11-25', amount: '700' },
    } as const;
    expect(await raiseNotice(db.pool, notice)).toMatch(/^[0-9a-f-]{36}$/);
    expect(await raiseNotice(db.pool, notice)).toBeNull();
    await send([logSink(silent)]);
  });

  test('of an act that is rolled back was never raised', async () => {
    const tx = await db.pool.connect();
    await tx.query('begin');
    const id = await raiseNotice(tx, {
      kind: 'proof_failed',
      severity: 'critical',
      dedupeKey: 'rolled back',
      data: {},
    });
    await tx.query('rollback');
    tx.release();
    expect((await db.pool.query('select from notice where id = $1', [id])).rowCount).toBe(0);
  });

  test.each([
    `update notice set data = '{}' where id = $1`,
    `update notice set severity = 'info' where id = $1`,
    'delete from notice where id = $1',
    'delete from notice_delivery where notice_id = $1',
  ])('cannot be changed or taken back, even by the tables’ owner: %s', async (sql) => {
    const id = await raise();
    await send([logSink(silent)]);
    await expect(db.owner.query(sql, [id])).rejects.toThrow(/is append-only/);
    await expect(db.pool.query(sql, [id])).rejects.toThrow(/permission denied/);
  });
});

describe('by webhook', () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let sinks: readonly Sink[];
  beforeEach(async () => {
    receiver = await startReceiver();
    sinks = [webhookSink({ url: receiver.url, secret: SECRET }, systemClock)];
  });
  afterEach(() => receiver.close().catch(() => {}));

  test('arrives signed as Standard Webhooks says, proved by their own library', async () => {
    const id = await raise('5000');
    expect(await send(sinks)).toEqual({ delivered: 1, failed: 0, givenUp: 0 });
    const [delivery] = receiver.received;
    expect(new Webhook(SECRET).verify(delivery!.body, delivery!.headers)).toMatchObject({
      type: 'notice.break_above',
      data: { id, severity: 'warning', why: 'value', amount: '5000' },
    });
    expect(delivery!.headers['webhook-id']).toBe(id);
    const forged = delivery!.body.replace('5000', '5001');
    expect(() => new Webhook(SECRET).verify(forged, delivery!.headers)).toThrow(/signature/);
    expect(await deliveryOf(id)).toMatchObject({
      sink: 'webhook',
      state: 'delivered',
      attempts: 1,
    });
    expect(await send(sinks)).toEqual({ delivered: 0, failed: 0, givenUp: 0 });
  });

  test.each([500, 400, 302, 429])(
    'answered %d is tried again, with the same id and the same bytes',
    async (status) => {
      receiver.answers.push(status);
      const id = await raise();
      expect(await send(sinks)).toEqual({ delivered: 0, failed: 1, givenUp: 0 });
      expect(await deliveryOf(id)).toMatchObject({
        state: 'waiting',
        why: `The receiver answered ${status}.`,
      });
      // Not before its time.
      expect(await send(sinks)).toEqual({ delivered: 0, failed: 0, givenUp: 0 });
      await waitIsOver();
      expect(await send(sinks)).toEqual({ delivered: 1, failed: 0, givenUp: 0 });
      const [first, second, ...more] = receiver.received;
      expect(more).toEqual([]);
      expect(second?.body).toBe(first?.body);
      expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    },
  );

  test('survives a receiver that is away', async () => {
    await receiver.close();
    const id = await raise();
    await send(sinks);
    expect(await deliveryOf(id)).toMatchObject({
      state: 'waiting',
      attempts: 1,
      why: 'The receiver did not answer (ECONNREFUSED).',
    });
    await receiver.open();
    await waitIsOver();
    expect(await send(sinks)).toMatchObject({ delivered: 1 });
    new Webhook(SECRET).verify(receiver.received[0]!.body, receiver.received[0]!.headers);
  });

  test('waits longer each time, and is given up after two days, which is said', async () => {
    const id = await raise();
    const said: unknown[] = [];
    const waits: number[] = [];
    for (let attempt = 1; attempt <= RETRY_AFTER.length; attempt += 1) {
      receiver.answers.push(503);
      await waitIsOver();
      expect(await send(sinks)).toMatchObject({ failed: 1 });
      waits.push((await deliveryOf(id)).wait);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[0]).toBeLessThanOrEqual(5);
    const total = waits.reduce((sum, wait) => sum + wait, 0);
    expect(total).toBeGreaterThan(36 * 3600);
    expect(total).toBeLessThanOrEqual(48 * 3600);

    receiver.answers.push(503);
    await waitIsOver();
    const log = { error: (...line: unknown[]) => said.push(line) } as never;
    expect(await send(sinks, log)).toEqual({ delivered: 0, failed: 0, givenUp: 1 });
    expect(await deliveryOf(id)).toMatchObject({ state: 'given_up', attempts: 10 });
    expect(said).toHaveLength(1);
    await waitIsOver();
    expect(await send(sinks)).toEqual({ delivered: 0, failed: 0, givenUp: 0 });
  });

  test('one that was claimed by a process that died is sent by the next', async () => {
    const id = await raise();
    const dying: Sink = { name: 'webhook', batch: 1, send: () => new Promise(() => {}) };
    void send([dying]);
    await expect.poll(async () => (await deliveryOf(id))?.attempts).toBe(1);
    expect(await send(sinks)).toMatchObject({ delivered: 0 });
    await waitIsOver();
    expect(await send(sinks)).toMatchObject({ delivered: 1 });
    expect(receiver.received).toHaveLength(1);
  });

  test('two senders at once carry each notice once', async () => {
    for (let n = 0; n < 12; n += 1) await raise();
    const runs = await Promise.all([send(sinks), send(sinks), send(sinks)]);
    expect(runs.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(12);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(12);
  });
});

describe('by e-mail', () => {
  let mail: Awaited<ReturnType<typeof startMailServer>>;
  let sinks: readonly Sink[];
  beforeAll(async () => {
    mail = await startMailServer();
    sinks = [
      emailSink(
        {
          url: mail.url,
          from: 'Tontine Pro <books@example.com>',
          to: ['a@example.com', 'b@example.com'],
        },
        'https://tontine.example.com',
      ),
    ];
  });
  afterAll(() => mail.close());

  const plain = (text: string) =>
    text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => `%${hex}`);

  test('a notice is a letter in both languages to everybody named', async () => {
    await raise('5000');
    expect(await send(sinks)).toMatchObject({ delivered: 1 });
    const letter = mail.letters.pop()!;
    expect(letter).toMatchObject({
      from: 'books@example.com',
      to: ['a@example.com', 'b@example.com'],
    });
    const text = plain(letter.text);
    expect(text).toContain('Un %C3%A9cart de 5%E2%80%AF000');
    expect(text).toContain('A difference of 5%E2%80%AF000');
    expect(text).toContain('https://tontine.example.com/');
  });

  test('what waits together is one letter', async () => {
    for (const amount of ['1', '2', '3']) await raise(amount);
    const before = mail.letters.length;
    expect(await send(sinks)).toMatchObject({ delivered: 3 });
    expect(mail.letters.length).toBe(before + 1);
  });

  test('a mail server that refuses is asked again', async () => {
    mail.refuse(true);
    const id = await raise();
    expect(await send(sinks)).toMatchObject({ failed: 1 });
    expect((await deliveryOf(id)).why).toContain('451');
    mail.refuse(false);
    await waitIsOver();
    expect(await send(sinks)).toMatchObject({ delivered: 1 });
  });
});

describe('without anything configured', () => {
  test('a notice is a line in the log, an error where the books are broken', async () => {
    const lines: [string, unknown, string][] = [];
    const to = (level: string) => (fields: unknown, text: string) =>
      void lines.push([level, fields, text]);
    const log = { info: to('info'), error: to('error') } as unknown as typeof silent;
    const settings = { email: null, webhook: null, breakAbove: 1n, breakAgeMs: 1 };
    const id = await raise('7');
    await raiseNotice(db.pool, {
      kind: 'invariant_broken',
      severity: 'critical',
      dedupeKey: unique('broken'),
      data: { invariant: 1, broken: 'Journal x sums to 1 XOF.' },
    });
    await send(createSinks(settings, { publicUrl: 'http://x', clock: systemClock, log }));
    expect(lines).toEqual([
      [
        'info',
        expect.objectContaining({ notice: id }),
        expect.stringMatching(/^A difference of 7/),
      ],
      ['error', expect.anything(), expect.stringContaining('Journal x sums to 1 XOF.')],
    ]);
  });
});
