import { describe, expect, test } from 'vitest';
import type { ScenarioInput } from '../../../src/getmipay/sandbox/scenario.ts';
import { givenSandbox, pause } from './given.ts';
import { merchantIn, referenceIn } from './merchant.ts';
import { jsonOf } from './wire.ts';

/** One payout under a scenario that concerns every order. */
async function payoutUnder(dialect: 'initiate' | 'v1', scenario: ScenarioInput, timeoutMs = 2_000) {
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
    expect(answer.ms).toBeLessThan(1_000);
  });
});

describe('when nobody is at home', () => {
  test.each(['reset', '503'] as const)('%s concerns the API, not the door', async (how) => {
    const sandbox = await givenSandbox();
    const merchant = await merchantIn('v1', sandbox);
    sandbox.setScenario({ downtime: [{ afterMs: 0, forMs: 150, how }] });
    const expected =
      how === '503' ? { kind: 'answered', status: 503 } : { kind: 'broken', code: 'ECONNRESET' };
    expect(await merchant.payout()).toMatchObject(expected);
    expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200);
    await pause(160);
    expect(await merchant.payout()).toMatchObject({ status: 201 });
    expect(sandbox.books().operations).toBe(1);
  });

  test('refused: nobody listens, then everything is as before', async () => {
    const sandbox = await givenSandbox();
    const merchant = await merchantIn('v1', sandbox);
    sandbox.setScenario({ downtime: [{ afterMs: 0, forMs: 200, how: 'refused' }] });
    await pause(50);
    expect(await merchant.payout()).toEqual({ kind: 'broken', code: 'ECONNREFUSED' });
    await pause(250);
    expect(referenceIn(await merchant.payout())).toMatch(/^MPAYOUT_/);
  });

  test('a sandbox that is shut can be closed', async () => {
    const sandbox = await givenSandbox({
      scenario: { downtime: [{ afterMs: 0, forMs: 60_000, how: 'refused' }] },
    });
    await pause(50);
    await sandbox.close();
    await expect(fetch(sandbox.url)).rejects.toThrow();
  });
});
