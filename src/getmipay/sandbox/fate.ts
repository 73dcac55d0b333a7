import { draw } from './draw.ts';
import { magicOf } from './magic.ts';
import type { Range, Scenario } from './scenario.ts';

export type AnswerFate =
  | 'normal'
  /** A definite no. */
  | 'refused'
  | 'client_error'
  /** Answered much later. */
  | 'slow'
  /** 500, though it was done. */
  | 'error'
  | 'error_undone'
  /** Reset after it was done; before it was read. */
  | 'lost'
  | 'request_lost'
  | 'silent'
  /** Its webhook comes first. */
  | 'early'
  | 'html'
  | 'html_undone'
  | 'garbage'
  | 'slow_loris';

/** Everything that will happen to one order, known when it comes in and kept with it. */
export interface Fate {
  readonly answer: AnswerFate;
  readonly latencyMs: number;
  /** Chooses among the possible refusals and pages. */
  readonly choice: number;
  /** How a payout ends by itself; a deposit ends when it is paid. */
  readonly ends: 'completed' | 'failed' | 'never';
  /** A payer who decides by themselves. */
  readonly payer: { readonly state: 'completed' | 'failed'; readonly afterMs: number } | null;
  readonly webhook: {
    /** None: the merchant is never told. */
    readonly copies: number;
    readonly lateMs: number;
    /** Francs added to the true amount. */
    readonly amountError: number;
    readonly contradicted: boolean;
  };
}

/** What of an order its fate hangs on. */
export interface Drawn {
  readonly kind: 'payment' | 'payout';
  readonly phone: string;
}

const WRONG_BY = 500;

export const ORDINARY_FATE: Fate = {
  answer: 'normal',
  latencyMs: 0,
  choice: 0,
  ends: 'completed',
  payer: null,
  webhook: { copies: 1, lateMs: 0, amountError: 0, contradicted: false },
};

/** What the scenario and the phone have in store for the order with this ordinal. */
export function fateOf(
  scenario: Scenario,
  seed: string,
  ordinal: number,
  { kind, phone }: Drawn,
): Fate {
  const dice = (name: string) => draw(seed, ordinal, kind, name);
  const payer = payerOf(scenario, dice);
  const drawn = {
    latencyMs: latencyOf(scenario.latency, dice),
    choice: dice('choice'),
    payer,
  };
  const magic = magicOf(phone);
  if (magic) {
    const { answer, ends, copies, amountError, contradicted } = magic;
    return {
      ...drawn,
      answer,
      ends,
      payer:
        ends === 'never' ? null : payer && { ...payer, ...(ends === 'failed' && { state: ends }) },
      webhook: { copies, lateMs: 0, amountError: Number(amountError), contradicted },
    };
  }
  return {
    ...drawn,
    answer: answerFate(scenario, dice),
    ends: kind === 'payout' && dice('ends') < scenario.payoutFailures ? 'failed' : 'completed',
    webhook: webhookFate(scenario.webhooks, dice),
  };
}

type Dice = (name: string) => number;

/** One draw decides, so that each fault has exactly its share. */
function answerFate(scenario: Scenario, dice: Dice): AnswerFate {
  const faults: readonly (readonly [AnswerFate, number])[] = [
    ['request_lost', scenario.requestLost],
    ['lost', scenario.answerLost],
    ['error', scenario.serverError.done],
    ['error_undone', scenario.serverError.undone],
    ['client_error', scenario.clientError],
    ['html', scenario.htmlError / 2],
    ['html_undone', scenario.htmlError / 2],
    ['garbage', scenario.garbage],
    ['slow_loris', scenario.slowLoris],
  ];
  let left = dice('answer');
  for (const [fault, share] of faults) {
    if (left < share) return fault;
    left -= share;
  }
  return dice('early') < scenario.webhooks.outOfOrder ? 'early' : 'normal';
}

const webhookFate = (webhooks: Scenario['webhooks'], dice: Dice): Fate['webhook'] => ({
  copies: dice('never_sent') < webhooks.neverSent ? 0 : copiesOf(webhooks, dice),
  lateMs: dice('late') < webhooks.late ? within(webhooks.lateMs, dice('late_ms')) : 0,
  amountError: dice('wrong_amount') < webhooks.wrongAmount ? WRONG_BY : 0,
  contradicted: dice('contradictory') < webhooks.contradictory,
});

const copiesOf = (webhooks: Scenario['webhooks'], dice: Dice): number =>
  dice('duplicate') < webhooks.duplicate ? webhooks.copies : 1;

function payerOf({ payers }: Scenario, dice: Dice): Fate['payer'] {
  const drawn = dice('payer');
  if (drawn >= payers.pay + payers.refuse) return null;
  return {
    state: drawn < payers.pay ? 'completed' : 'failed',
    afterMs: within(payers.delayMs, dice('payer_ms')),
  };
}

const within = ({ fromMs, toMs }: Range, drawn: number): number =>
  Math.round(fromMs + (toMs - fromMs) * drawn);

/** How long an answer takes, in real milliseconds. */
export function latencyOf(latency: Scenario['latency'], dice: Dice): number {
  switch (latency.kind) {
    case 'none':
      return 0;
    case 'fixed':
      return latency.ms;
    case 'uniform':
      return within(latency, dice('latency'));
    case 'lognormal': {
      // Box and Muller: two uniform draws make a normal one. 1 − x keeps the logarithm off 0.
      const radius = Math.sqrt(-2 * Math.log(1 - dice('latency')));
      const normal = radius * Math.cos(2 * Math.PI * dice('latency_angle'));
      return Math.min(latency.maxMs, latency.medianMs * Math.exp(latency.sigma * normal));
    }
  }
}
