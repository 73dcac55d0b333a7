import { isUuid } from '../kernel/ids.ts';
import type { GatewayFact } from '../payments/gateway.ts';
import { isJsonObject, type Json } from './json.ts';
import { Levels } from './levels.ts';
import { bounded } from './text.ts';
import { meaningOf, reasonOf, stateOf } from './words.ts';

export type FactFields = Omit<GatewayFact, 'source' | 'dialect' | 'raw' | 'headers'>;

const NOTHING: FactFields = {
  event: null,
  kind: null,
  state: null,
  reference: null,
  ownId: null,
  amount: null,
  currency: null,
  phone: null,
  fee: null,
  problem: null,
  failureReason: null,
  failureMessage: null,
};

const MESSAGES = ['message', 'error', 'failure_message', 'reason', 'failure_reason'];
const CODES = ['failure_reason', 'reason', 'error_code', 'code', 'error'];

/**
 * Reads the fields of a body in dialect `initiate`, at the top level or under `data`. One that
 * stands in both places and differs is a disagreement, not a choice; one that is absent (or
 * null) disagrees with nothing. `user_id` is not read.
 */
export function readFields(body: Json): FactFields {
  if (!isJsonObject(body)) return NOTHING;
  const levels = new Levels(body);
  const event = levels.text('event');
  const meaning = meaningOf(event ?? null);
  const ids = readIds(levels, meaning?.kind ?? null);
  const amount = levels.francs('amount');
  const fee = levels.francs('fee');
  const currency = levels.text('currency');
  const phone = levels.phone('phone');
  const status = levels.text('status');
  if (amount === 0n) levels.note('amount_unreadable');
  if (meaning && status !== undefined && stateOf(status) !== meaning.state) {
    levels.note('fields_disagree');
  }
  const failed = meaning?.state === 'failed';
  return {
    event: event === undefined ? null : bounded(event),
    kind: meaning?.kind ?? null,
    state: meaning?.state ?? null,
    ...ids,
    amount: amount === 0n ? null : (amount ?? null),
    currency: currency === undefined ? null : bounded(currency).toUpperCase(),
    phone: phone ?? null,
    fee: fee ?? null,
    // An event that moves nothing is ignored, whatever else it says.
    problem: meaning ? levels.problem : null,
    failureReason: failed ? reasonOf([levels.words(CODES), levels.words(MESSAGES)]) : null,
    failureMessage: failed ? levels.words(MESSAGES) : null,
  };
}

/**
 * `transaction_id` is the gateway's reference, or ours where it was made to echo it (the
 * predecessor looked it up as ours); a payout may name its own in `payout_id`; `reference` is
 * the one that we sent.
 */
function readIds(levels: Levels, kind: GatewayFact['kind']) {
  const transactionId = levels.reference('transaction_id');
  const payoutId = kind === 'payout' ? levels.reference('payout_id') : undefined;
  const merchant = levels.reference('reference');
  const both = payoutId !== undefined && transactionId !== undefined;
  if (both && payoutId !== transactionId && !isUuid(transactionId)) levels.note('fields_disagree');
  const ownId = [merchant, transactionId].find(isUuid) ?? null;
  return { reference: payoutId ?? transactionId ?? null, ownId: ownId?.toLowerCase() ?? null };
}
