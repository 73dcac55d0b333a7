import { describe, expect, test } from 'vitest';
import type { ScenarioInput } from '../../../src/getmipay/sandbox/scenario.ts';
import { SimulatedTime } from '../../support/simulated-time.ts';
import { givenSandbox } from './given.ts';
import { merchantIn, referenceIn, v1Merchant } from './merchant.ts';
import { jsonOf } from './wire.ts';

/** One payout under a scenario that concerns every order. */
async function payoutUnder(
  dialect: 'initiate' | 'v1',
  scenario: ScenarioInput,
  timeoutMs = 10_000,
) {
  const sandbox = await givenSandbox({ payoutDelayMs: null, slowAnswerMs: 400, scenario });
  const merchant = await merchantIn(dialect, sandbox);
  const answer = await merchant.payout({ timeoutMs });
  return { sandbox, merchant, answer, done: sandbox.books().operations };
}

describe.each(['initiate', 'v1'] as const)('in %s', (dialect) => {
  test('a lost request is a reset, and nothing was done', async () => {
    const { answer, done } = await payoutUnder(dialect, { requestLost: 1 });
    expect([answer, done]).toEqual([{ kind: 'broken', code: 'ECONNRESET' }, 0]);
  });

  test('a lost answer is a reset, and it was done', async () => {
    const { sandbox, answer, done } = await payoutUnder(dialect, { answerLost: 1 });
    expect([answer, done]).toEqual([{ kind: 'broken', code: 'ECONNRESET' }, 1]);
    expect(sandbox.operations()).toMatchObject([{ truth: { answered: false } }]);
  });

  test.each([
    [{ done: 1 }, 1],
    [{ undone: 1 }, 0],
  ])('a server error %o is a 500 in JSON', async (serverError, expected) => {
    const { answer, done } = await payoutUnder(dialect, { serverError });
    expect(answer).toMatchObject({ status: 500 });
    expect([jsonOf(answer).success, done]).toEqual([false, expected]);
  });

  test('a client error is a definite no of several kinds, and nothing was done', async () => {
    const scenario = { seed: 'a', clientError: 1 };
    const { merchant, sandbox } = await payoutUnder(dialect, scenario);
    const answers = await Promise.all(Array.from({ length: 20 }, () => merchant.payin()));
    const statuses = new Set(answers.map((one) => one.kind === 'answered' && one.status));
    expect([...statuses].every((status) => [400, 403, 422, 429].includes(Number(status)))).toBe(
      true,
    );
    expect(statuses.size).toBeGreaterThan(2);
    expect(sandbox.books().operations).toBe(0);
  });

  test('a proxy’s page is HTML, and half of these orders were done', async () => {
    const { merchant, sandbox } = await payoutUnder(dialect, { seed: 'a', htmlError: 1 });
    for (let made = 1; made < 40; made += 1) {
      const answer = await merchant.payout();
      expect(answer).toMatchObject({ kind: 'answered', type: expect.stringContaining('html') });
      if (answer.kind === 'answered') expect([403, 404, 502, 504]).toContain(answer.status);
    }
    expect(sandbox.books().operations).toBeGreaterThan(10);
    expect(sandbox.books().operations).toBeLessThan(30);
  });

  test('garbage is a 200 with half a JSON, and it was done', async () => {
    const { answer, done } = await payoutUnder(dialect, { garbage: 1 });
    expect(answer).toMatchObject({ status: 200, type: expect.stringContaining('json') });
    expect(() => jsonOf(answer)).toThrow(SyntaxError);
    expect(done).toBe(1);
  });

  test('a slow answer drips, never idle for long, and is cut before its end', async () => {
    const { answer, done } = await payoutUnder(dialect, { slowLoris: 1 });
    expect([answer, done]).toEqual([{ kind: 'broken', code: 'ECONNRESET' }, 1]);
  });

  test('latency is what it should be', async () => {
    const { answer } = await payoutUnder(dialect, { latency: { kind: 'fixed', ms: 150 } });
    if (answer.kind !== 'answered') throw new Error(answer.code);
    expect(answer.ms).toBeGreaterThan(140);
  });
});

describe('when nobody is at home', () => {
  const givenWindow = async (how: 'reset' | '503' | 'refused') => {
    const time = new SimulatedTime(Date.UTC(2026, 10, 24, 10));
    const sandbox = await givenSandbox({ clock: time, timers: time });
    const merchant = await v1Merchant(sandbox);
    sandbox.setScenario({ downtime: [{ afterMs: 60_000, forMs: 60_000, how }] });
    await time.pass(59_999, sandbox.quiet);
    expect(await merchant.payin()).toMatchObject({ status: 201 });
    await time.pass(1, sandbox.quiet);
    return { time, sandbox, merchant };
  };

  test.each(['reset', '503'] as const)('%s concerns the API, not the door', async (how) => {
    const { time, sandbox, merchant } = await givenWindow(how);
    const expected =
      how === '503' ? { kind: 'answered', status: 503 } : { kind: 'broken', code: 'ECONNRESET' };
    expect(await merchant.payin()).toMatchObject(expected);
    expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200);
    await time.pass(60_000, sandbox.quiet);
    expect(await merchant.payin()).toMatchObject({ status: 201 });
    expect(sandbox.books().operations).toBe(2);
  });

  test('refused: nobody listens, then everything is as before', async () => {
    const { time, sandbox, merchant } = await givenWindow('refused');
    const refused = { kind: 'broken', code: 'ECONNREFUSED' };
    await expect.poll(() => merchant.get('/balance')).toEqual(refused);
    expect(await merchant.payin()).toEqual(refused);
    await time.pass(60_000, sandbox.quiet);
    await expect.poll(() => merchant.get('/balance')).toMatchObject({ status: 200 });
    expect(referenceIn(await merchant.payin())).toMatch(/^MPAYIN_/);
    expect(sandbox.books().operations).toBe(2);
  });

  test('a sandbox that is shut can be closed', async () => {
    const { sandbox, merchant } = await givenWindow('refused');
    await expect.poll(() => merchant.get('/balance')).toMatchObject({ code: 'ECONNREFUSED' });
    await sandbox.close();
    await expect(fetch(sandbox.url)).rejects.toThrow();
  });
});
