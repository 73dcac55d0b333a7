import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { createBreaker } from '../../src/getmipay/breaker.ts';
import type { Exchange } from '../../src/getmipay/transport.ts';
import { gatewayAt, gatewayThat, json, listen, order } from './misbehaving.ts';
import { movedClock } from './moved-clock.ts';
import { v1Stub } from './v1-stub.ts';

const SILENCE: Exchange = { kind: 'no_answer', code: 'ECONNRESET' };
const ANSWER: Exchange = { kind: 'answered', reply: { status: 422, body: Buffer.from('{}') } };
const NOT_SENT = { kind: 'never_sent', code: 'BREAKER_OPEN' };
const isAnswer = (exchange: Exchange) => exchange.kind === 'answered';

function given() {
  const clock = movedClock();
  const breaker = createBreaker(clock);
  let sent = 0;
  const exchange = (answer: Exchange | Promise<Exchange>) =>
    breaker.run(async () => {
      sent += 1;
      return answer;
    }, isAnswer);
  const silences = async (count: number, everyMs = 0) => {
    for (let index = 0; index < count; index += 1) {
      clock.move(everyMs);
      await exchange(SILENCE);
    }
  };
  return { clock, breaker, exchange, silences, sent: () => sent };
}

/** One that is still on its way until it is told to end. */
function underway() {
  let end: (exchange: Exchange) => void = () => {};
  const promise = new Promise<Exchange>((done) => {
    end = done;
  });
  return { promise, end: (exchange: Exchange) => end(exchange) };
}

describe('the breaker', () => {
  test('opens after exactly ten exchanges in a row without an answer, and says since when', async () => {
    const { clock, breaker, silences, exchange, sent } = given();
    await silences(9);
    expect(breaker.health()).toEqual({ up: true });
    await silences(1);
    const now = clock.now().getTime();
    const down = { up: false, since: new Date(now), retryAt: new Date(now + 30_000) };
    expect(breaker.health()).toEqual(down);
    expect(await exchange(ANSWER)).toEqual(NOT_SENT);
    expect(sent()).toBe(10);
  });

  test('stays closed where the ten are spread over more than a minute', async () => {
    const { breaker, silences } = given();
    await silences(30, 7_000);
    expect(breaker.health()).toEqual({ up: true });
  });

  test('opens where the ten just fit into the minute', async () => {
    const { breaker, silences } = given();
    await silences(10, 6_600);
    expect(breaker.health().up).toBe(false);
  });

  test('counts anew after any answer, a refusal as well', async () => {
    const { breaker, silences, exchange } = given();
    await silences(9);
    await exchange(ANSWER);
    await silences(9);
    expect(breaker.health()).toEqual({ up: true });
    await silences(1);
    expect(breaker.health().up).toBe(false);
  });

  test('counts what was never sent as well', async () => {
    const { breaker, exchange } = given();
    for (let index = 0; index < 10; index += 1)
      await exchange({ kind: 'never_sent', code: 'ECONNREFUSED' });
    expect(breaker.health().up).toBe(false);
  });

  test('lets one try after 30 seconds, refuses whoever comes meanwhile, and closes on its answer', async () => {
    const { clock, breaker, silences, exchange, sent } = given();
    await silences(10);
    clock.move(29_999);
    expect(await exchange(ANSWER)).toEqual(NOT_SENT);
    clock.move(1);
    expect(breaker.health()).toEqual({ up: true });
    const trial = underway();
    const tried = exchange(trial.promise);
    expect(breaker.health().up).toBe(false);
    expect(await exchange(ANSWER)).toEqual(NOT_SENT);
    trial.end(ANSWER);
    expect(await tried).toEqual(ANSWER);
    expect(breaker.health()).toEqual({ up: true });
    expect(await exchange(ANSWER)).toEqual(ANSWER);
    expect(sent()).toBe(12);
  });

  test('opens again for 30 seconds where the trial brings nothing, down since the first time', async () => {
    const { clock, breaker, silences, exchange, sent } = given();
    await silences(10);
    const since = clock.now();
    clock.move(30_000);
    await exchange(SILENCE);
    expect(sent()).toBe(11);
    const retryAt = new Date(clock.now().getTime() + 30_000);
    expect(breaker.health()).toEqual({ up: false, since, retryAt });
    expect(await exchange(ANSWER)).toEqual(NOT_SENT);
    clock.move(30_000);
    await exchange(ANSWER);
    expect(breaker.health()).toEqual({ up: true });
    await silences(9);
    expect(breaker.health()).toEqual({ up: true });
  });

  test('a silence that began before it opened does not undo the trial that closes it', async () => {
    const { clock, breaker, silences, exchange } = given();
    const late = underway();
    const old = exchange(late.promise);
    await silences(10);
    clock.move(30_000);
    const trial = underway();
    const tried = exchange(trial.promise);
    late.end(SILENCE);
    await old;
    trial.end(ANSWER);
    await tried;
    expect(breaker.health()).toEqual({ up: true });
  });

  test('a clock that is set back does not keep it open', async () => {
    const { clock, breaker, silences, exchange } = given();
    await silences(10);
    clock.move(-3_600_000);
    expect(await exchange(ANSWER)).toEqual(ANSWER);
    expect(breaker.health()).toEqual({ up: true });
  });
});

describe('a gateway behind its breaker', () => {
  test.each([
    ['503 in JSON', json(503, { success: false })],
    ['a proxy’s HTML 404', json(404, '<html>')],
    ['a 200 without a reference', json(200, { success: true })],
  ])('initiate: after ten of %s nothing leaves this machine', async (_, answer) => {
    const clock = movedClock();
    const { port, received } = await gatewayThat(answer);
    const gateway = gatewayAt(port, { clock });
    for (let index = 0; index < 10; index += 1) {
      expect(await gateway.initiateDeposit(order)).toMatchObject({ kind: 'unknown' });
    }
    expect(gateway.health().up).toBe(false);
    expect(await gateway.initiateDeposit(order)).toMatchObject({ kind: 'never_sent' });
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
    expect(received).toHaveLength(10);
    clock.move(30_000);
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'unknown' });
    expect(received).toHaveLength(11);
  });

  test('refusals never open it', async () => {
    const { port } = await gatewayThat(json(422, { success: false, message: 'Solde insuffisant' }));
    const gateway = gatewayAt(port);
    for (let index = 0; index < 12; index += 1) {
      expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'refused' });
    }
    expect(gateway.health()).toEqual({ up: true });
  });

  test('v1: while it is open no order, no question and no token goes out', async () => {
    const stub = await v1Stub({ '/payouts': json(502, '<html>') });
    const gateway = stub.gateway();
    for (let index = 0; index < 10; index += 1) await gateway.initiatePayout(order);
    const before = stub.received.length;
    expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
    expect(await gateway.initiateDeposit(order)).toMatchObject({ kind: 'never_sent' });
    const question = { transactionId: null, kind: null, reference: 'R', secondReference: null };
    expect(await gateway.queryStatus(question)).toMatchObject({ kind: 'no_answer' });
    expect(await gateway.balance('XOF')).toMatchObject({ kind: 'no_answer' });
    expect(await gateway.services()).toMatchObject({ kind: 'told' });
    expect(stub.received).toHaveLength(before);
  });

  test.each(['initiate', 'v1'] as const)('%s: a closed port opens it too', async (dialect) => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((closed) => server.close(closed));
    const gateway = gatewayAt(port, { dialect });
    for (let index = 0; index < 10; index += 1) {
      expect(await gateway.initiatePayout(order)).toMatchObject({ kind: 'never_sent' });
    }
    expect(gateway.health().up).toBe(false);
  });
});
