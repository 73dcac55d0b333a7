import { expect, test } from 'vitest';
import { draw } from '../../../src/getmipay/sandbox/draw.ts';
import { fateOf, latencyOf } from '../../../src/getmipay/sandbox/fate.ts';
import { parseScenario, type ScenarioInput } from '../../../src/getmipay/sandbox/scenario.ts';
import { SimulatedTime } from '../../support/simulated-time.ts';
import { door, givenSandbox, KEYS } from './given.ts';
import { givenInbox } from './inbox.ts';
import { v1Merchant } from './merchant.ts';

const ROUGH: ScenarioInput = {
  seed: 'month of November',
  requestLost: 0.05,
  answerLost: 0.1,
  serverError: { done: 0.05, undone: 0.05 },
  clientError: 0.1,
  htmlError: 0.1,
  garbage: 0.05,
  webhooks: { duplicate: 0.2, late: 0.2, contradictory: 0.1, neverSent: 0.1, wrongAmount: 0.1 },
  fees: { paymentsPerMille: 35, payoutsPerMille: 12 },
  payers: { pay: 0.6, refuse: 0.2 },
  payoutFailures: 0.2,
};

/** Forty orders over forty minutes, then two hours; all that anybody can see of them. */
async function run(seed: string) {
  const time = new SimulatedTime(Date.UTC(2026, 10, 24, 10));
  const inbox = await givenInbox();
  const sandbox = await givenSandbox({
    clock: time,
    timers: time,
    scenario: { ...ROUGH, seed },
    webhookUrl: inbox.url,
  });
  const merchant = await v1Merchant(sandbox);
  const answers: string[] = [];
  for (let made = 0; made < 40; made += 1) {
    const answer = await (made % 3 === 0
      ? merchant.payout()
      : merchant.payin({ amount: 100 + made }));
    answers.push(
      answer.kind === 'broken'
        ? answer.code
        : `${answer.status} ${answer.text.replaceAll(sandbox.url, '')}`,
    );
    await time.pass(60_000, sandbox.quiet);
  }
  await time.pass(7_200_000, sandbox.quiet);
  const letters = inbox.letters.map(({ body, headers }) => `${headers['x-request-id']} ${body}`);
  const statement = await fetch(`${sandbox.url}/statements/tontine-pro?day=2026-11-24`);
  return {
    answers,
    letters: letters.sort(),
    operations: sandbox.operations(),
    books: sandbox.books(),
    statement: await statement.text(),
  };
}

test('the same seed and the same orders make the same answers, webhooks, books and statement', async () => {
  const [first, again, other] = [await run('one'), await run('one'), await run('two')];
  expect(again).toEqual(first);
  expect(first.letters.length).toBeGreaterThan(10);
  expect(new Set(first.answers.map((answer) => answer.slice(0, 3))).size).toBeGreaterThan(4);
  expect(other.answers).not.toEqual(first.answers);
});

test('each share is met, and the fate of one order does not hang on the others', () => {
  const scenario = parseScenario(ROUGH);
  const order = { kind: 'payout', phone: '+22670123456' } as const;
  const fates = Array.from({ length: 5_000 }, (_, n) => fateOf(scenario, 's', n, order));
  const shareOf = (wanted: (fate: (typeof fates)[number]) => boolean) =>
    fates.filter(wanted).length / fates.length;
  expect(shareOf(({ answer }) => answer === 'lost')).toBeCloseTo(0.1, 1);
  expect(shareOf(({ answer }) => answer === 'normal')).toBeCloseTo(0.5, 1);
  expect(shareOf(({ ends }) => ends === 'failed')).toBeCloseTo(0.2, 1);
  expect(shareOf(({ webhook }) => webhook.copies === 0)).toBeCloseTo(0.1, 1);
  expect(shareOf(({ payer }) => payer?.state === 'completed')).toBeCloseTo(0.6, 1);
  expect(fateOf(scenario, 's', 4_000, order)).toEqual(fates[4_000]);
  expect(fateOf(scenario, 't', 4_000, order)).not.toEqual(fates[4_000]);
});

test('latency is drawn as it is described', () => {
  const many = (latency: ScenarioInput['latency']) =>
    Array.from({ length: 1_000 }, (_, n) =>
      latencyOf(parseScenario({ latency }).latency, (name) => draw('s', n, name)),
    ).sort((a, b) => a - b);
  const uniform = many({ kind: 'uniform', fromMs: 10, toMs: 20 });
  expect([Math.min(...uniform), Math.max(...uniform)]).toEqual([10, 20]);
  const lognormal = many({ kind: 'lognormal', medianMs: 200, sigma: 1, maxMs: 1_000 });
  expect(lognormal.at(-1)).toBe(1_000);
  expect(lognormal[0]).toBeGreaterThan(0);
  expect(lognormal[500]).toBeGreaterThan(180);
  expect(lognormal[500]).toBeLessThan(220);
});

test('a sandbox without a scenario misbehaves for magic numbers only', () => {
  const scenario = parseScenario();
  for (let ordinal = 0; ordinal < 200; ordinal += 1) {
    expect(
      fateOf(scenario, 's', ordinal, { kind: 'payment', phone: '+22670123456' }),
    ).toMatchObject({
      answer: 'normal',
      latencyMs: 0,
      ends: 'completed',
      payer: null,
      webhook: { copies: 1, lateMs: 0, amountError: 0, contradicted: false },
    });
  }
});

test('the door tells and changes the scenario, and says what is wrong with one', async () => {
  const sandbox = await givenSandbox();
  const put = (scenario: unknown) => door(sandbox, 'scenario', 'PUT', KEYS.apiKey, scenario);
  expect((await put({ seed: 'x', clientError: 1 })).body).toMatchObject({ clientError: 1 });
  expect((await door(sandbox, 'scenario', 'GET')).body).toMatchObject({
    seed: 'x',
    clientError: 1,
  });
  expect(await (await v1Merchant(sandbox)).payout()).not.toMatchObject({ status: 201 });
  for (const [wrong, field] of [
    [{ clientErorr: 1 }, 'clientErorr'],
    [{ garbage: 1.5 }, 'garbage'],
    [{ garbage: 0.6, answerLost: 0.6 }, 'exceed 1'],
    [{ webhooks: { lateMs: { fromMs: 2, toMs: 1 } } }, 'webhooks.lateMs'],
    [{ latency: { kind: 'slow' } }, 'latency'],
  ] as const) {
    const { status, body } = await put(wrong);
    expect([status, body.message]).toEqual([422, expect.stringContaining(field)]);
  }
  expect(() => sandbox.setScenario({ garbage: 2 })).toThrow('garbage');
  expect((await door(sandbox, 'scenario', 'GET')).body).toMatchObject({ clientError: 1 });
});

test('the home page says the scenario in words', async () => {
  const sandbox = await givenSandbox();
  const page = async () => (await fetch(sandbox.url)).text();
  expect(await page()).toContain('Tout se passe bien');
  sandbox.setScenario({
    seed: 'démo <b>',
    answerLost: 0.025,
    fees: { paymentsPerMille: 35 },
    latency: { kind: 'uniform', fromMs: 50, toMs: 900 },
    downtime: [{ afterMs: 600_000, forMs: 120_000, how: '503' }],
  });
  for (const words of [
    '2,5 % des réponses se perdent',
    'GetMiPay garde 3,5 % des dépôts.',
    'Une réponse prend de 50 à 900 ms.',
    'Après 10 min, pendant 2 min',
    'démo &lt;b&gt;',
    '/statements/moov-ci?day=',
  ])
    expect(await page()).toContain(words);
});
