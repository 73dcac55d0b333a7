import type { GatewayFact } from '../../payments/gateway.ts';
import { levelsOf } from '../answer.ts';
import type { FactFields } from '../fields.ts';
import type { JsonObject } from '../json.ts';
import { Levels } from '../levels.ts';
import { bounded, wordsAt } from '../text.ts';
import { reasonOf, stateOf } from '../words.ts';

export const REFERENCES = [
  'order_id',
  'transaction_reference',
  'reference',
  'external_reference',
] as const;
export const SECOND_REFERENCES = ['soleaspay_reference', 'pay_id'] as const;
const FEES = ['fee_amount', 'fee', 'fees'] as const;
const MESSAGES = ['failure_message', 'failure_reason', 'reason', 'error', 'message'];
const CODES = ['failure_reason', 'reason', 'error_code', 'code', 'error'];

/** Everything but who it is about on our side. */
export interface V1Fields extends Omit<FactFields, 'ownId'> {
  readonly secondReference: string | null;
}

/** Whether it is a deposit or a payout, as the reference itself says. */
export function kindOf(reference: string | null): GatewayFact['kind'] {
  if (reference?.startsWith('MPAYIN_')) return 'payment';
  return reference?.startsWith('MPAYOUT_') ? 'payout' : null;
}

/** Reads what v1 says of one order, in a webhook or as the answer to a question. */
export function readV1Fields(body: JsonObject): V1Fields {
  const levels = new Levels(body);
  const first = (names: readonly string[]) =>
    names.map((name) => levels.reference(name)).find((text) => text !== undefined) ?? null;
  const reference = first(REFERENCES);
  const secondReference = first(SECOND_REFERENCES);
  const status = levels.text('status');
  const amount = levels.francs('amount');
  const currency = levels.text('currency');
  if (amount === 0n) levels.note('amount_unreadable');
  const state = status === undefined ? null : stateOf(status);
  return {
    event: status === undefined ? null : bounded(status),
    kind: kindOf(reference),
    state,
    reference,
    secondReference,
    amount: amount === 0n ? null : (amount ?? null),
    currency: currency === undefined ? null : bounded(currency).toUpperCase(),
    phone: levels.phone('wallet') ?? levels.phone('phone') ?? null,
    fee: readFee(levels, amount),
    // What moves nothing is ignored, whatever else it says.
    problem: state === null ? null : levels.problem,
    ...(state === 'failed' ? failureOf(body) : { failureReason: null, failureMessage: null }),
  };
}

/** As it is named, or what is missing between the amount and what we get of it. */
function readFee(levels: Levels, amount: bigint | undefined): bigint | null {
  const named = FEES.map((name) => levels.francs(name)).find((fee) => fee !== undefined);
  if (named !== undefined) return named;
  const net = levels.francs('net_amount');
  if (net === undefined || amount === undefined || net > amount) return null;
  return amount - net;
}

/** Beside the status: an envelope's own `message` speaks of the question, not of the order. */
function failureOf(body: JsonObject): Pick<GatewayFact, 'failureReason' | 'failureMessage'> {
  const level = levelsOf(body).find((candidate) => candidate.get('status') !== undefined) ?? body;
  const message = wordsAt(level, ['message']) ?? wordsAt(level, MESSAGES);
  return { failureReason: reasonOf([wordsAt(level, CODES), message]), failureMessage: message };
}
