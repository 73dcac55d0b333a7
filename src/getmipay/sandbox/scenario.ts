import * as z from 'zod';

const HOUR_MS = 3_600_000;
const LONGEST_MS = 366 * 24 * HOUR_MS;

const share = z.number().min(0).max(1).default(0);
const ms = z.number().int().min(0).max(LONGEST_MS);
const perMille = z.number().int().min(0).max(1_000).default(0);
const range = z
  .strictObject({ fromMs: ms, toMs: ms })
  .refine(({ fromMs, toMs }) => fromMs <= toMs, 'fromMs must not be above toMs');

/** Longer answers are the work of `slowLoris`. */
const latencyMs = z.number().min(0).max(60_000);
const latency = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('fixed'), ms: latencyMs }),
  z
    .strictObject({ kind: z.literal('uniform'), fromMs: latencyMs, toMs: latencyMs })
    .refine(({ fromMs, toMs }) => fromMs <= toMs, 'fromMs must not be above toMs'),
  z.strictObject({
    kind: z.literal('lognormal'),
    medianMs: latencyMs,
    sigma: z.number().min(0).max(3),
    maxMs: latencyMs,
  }),
]);

const webhooks = z.strictObject({
  duplicate: share,
  copies: z.number().int().min(2).max(10).default(2),
  late: share,
  lateMs: range.default({ fromMs: 60_000, toMs: HOUR_MS }),
  /** Before the answer to the order. */
  outOfOrder: share,
  /** Completed, then failed: the money has gone back. */
  contradictory: share,
  neverSent: share,
  /** 500 F too much. */
  wrongAmount: share,
  /** Which bytes dialect v1 signs; its documents do not say. */
  sign: z.enum(['body', 'timestamp.body']).default('body'),
});

const downtime = z.strictObject({
  /** From the moment at which the scenario was set. */
  afterMs: ms,
  forMs: ms,
  /** `refused`: nobody listens, the door and the pages neither; the others concern the API only. */
  how: z.enum(['refused', 'reset', '503']),
});

const payers = z.strictObject({
  pay: share,
  refuse: share,
  delayMs: range.default({ fromMs: 5_000, toMs: 120_000 }),
});

/**
 * How the sandbox behaves, in shares (0 to 1) of the orders and in milliseconds. What becomes of
 * one order is drawn from the seed, its ordinal and its kind: the same seed and the same orders
 * make the same fates. Left out: the sandbox that behaves well. Magic numbers go before it.
 */
const scenarioSchema = z
  .strictObject({
    /** Null: another one at every start, and references that nobody can guess. */
    seed: z.string().min(1).max(200).nullable().default(null),
    latency: latency.default({ kind: 'none' }),
    /** Reset before it was read: not done. */
    requestLost: share,
    /** Done, then reset. */
    answerLost: share,
    /** Of the questions of v1 (token, check, balance, services): reset instead of answered. */
    questionLost: share,
    serverError: z.strictObject({ done: share, undone: share }).prefault({}),
    /** A definite no, in JSON. */
    clientError: share,
    /** A proxy's page; half of these orders were done. */
    htmlError: share,
    /** Done, and answered with 200 and half a JSON. */
    garbage: share,
    /** Done, and answered one byte at a time. */
    slowLoris: share,
    webhooks: webhooks.prefault({}),
    fees: z.strictObject({ paymentsPerMille: perMille, payoutsPerMille: perMille }).prefault({}),
    /** Whether `transaction-check` says what was kept. */
    checkTellsFee: z.boolean().default(true),
    /** How far the gateway's clock is ahead: in v1 webhooks' timestamps and in `expires_at`. */
    clockSkewMs: z.number().int().min(-LONGEST_MS).max(LONGEST_MS).default(0),
    tokenLifeMs: ms.default(24 * HOUR_MS),
    downtime: z.array(downtime).max(1_000).default([]),
    payers: payers.prefault({}),
    payoutFailures: share,
  })
  .refine((scenario) => sumOfAnswers(scenario) <= 1 + 1e-9, 'the faults of answers exceed 1')
  .refine(({ payers: { pay, refuse } }) => pay + refuse <= 1 + 1e-9, 'the payers exceed 1');

export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type Range = z.output<typeof range>;

const sumOfAnswers = (scenario: {
  readonly requestLost: number;
  readonly answerLost: number;
  readonly serverError: { readonly done: number; readonly undone: number };
  readonly clientError: number;
  readonly htmlError: number;
  readonly garbage: number;
  readonly slowLoris: number;
}): number =>
  scenario.requestLost +
  scenario.answerLost +
  scenario.serverError.done +
  scenario.serverError.undone +
  scenario.clientError +
  scenario.htmlError +
  scenario.garbage +
  scenario.slowLoris;

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  /** One sentence that names each field that is wrong. */
  | { readonly ok: false; readonly why: string };

/** Checks a scenario that came from outside; every field may be left out. */
export function readScenario(input: unknown): ReadScenario {
  const read = scenarioSchema.safeParse(input);
  if (read.success) return { ok: true, scenario: read.data };
  const problems = read.error.issues.map(
    ({ path, message }) => `${path.length > 0 ? path.join('.') : 'scenario'}: ${message}`,
  );
  return { ok: false, why: problems.join('; ') };
}

/** @throws Error that names each field that is wrong */
export function parseScenario(input: ScenarioInput = {}): Scenario {
  const read = readScenario(input);
  if (!read.ok) throw new Error(`The scenario cannot be used: ${read.why}.`);
  return read.scenario;
}
