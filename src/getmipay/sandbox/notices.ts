import { type Json, NumberToken } from '../json.ts';
import { pythonDumps } from '../python-json.ts';
import { drawUuid } from './draw.ts';
import { FAILURE_WORDS, type FinalState, type Notice, type Operation } from './operation.ts';

/** An operation that has just ended. */
export type Settled = Operation & { readonly state: FinalState; readonly settledAt: number };

/** The webhooks that tell a final state, as many as its fate wants; `made`: those before them. */
export function noticesFor(operation: Settled, url: string, made: number): Notice[] {
  const { dialect, reference, state, settledAt, fate } = operation;
  const body = dialect === 'v1' ? v1Body(operation) : initiateBody(operation);
  return Array.from({ length: fate.webhook.copies }, (_, index) => ({
    id: noticeId(reference, made + index),
    reference,
    dialect,
    state,
    url,
    body,
    dueAt: settledAt + fate.webhook.lateMs,
  }));
}

/** The same at every run of the same scenario. */
export const noticeId = (reference: string, ordinal: number): string =>
  drawUuid(reference, 'notice', ordinal);

const toldAmount = ({ amount, fate }: Operation): bigint =>
  amount + BigInt(fate.webhook.amountError);

/** Written by Python at GetMiPay: its separators, its escapes, its floats (`5000.0`). */
function initiateBody(operation: Settled): string {
  const failed = operation.state === 'failed';
  const data: [string, Json][] = [
    ['transaction_id', operation.reference],
    ...(operation.kind === 'payout' ? [['payout_id', operation.reference] as [string, Json]] : []),
    ['reference', operation.merchantReference],
    ['user_id', operation.userId],
    ['amount', new NumberToken(`${toldAmount(operation)}.0`)],
    ['currency', operation.currency],
    ['phone', operation.phone],
    ['method', operation.method],
    ['status', failed ? 'failed' : 'success'],
  ];
  if (operation.fee > 0n && !failed) data.push(['fee', new NumberToken(`${operation.fee}.0`)]);
  if (operation.reason) {
    data.push(['reason', operation.reason], ['message', FAILURE_WORDS[operation.reason]]);
  }
  return pythonDumps(
    new Map<string, Json>([
      ['event', `${operation.kind}.${failed ? 'failed' : 'completed'}`],
      ['transaction_id', operation.reference],
      ['data', new Map(data)],
    ]),
  );
}

/** Flat, without an event and without the merchant's reference: v1 knows neither. */
const v1Body = (operation: Settled): string =>
  JSON.stringify({
    order_id: operation.reference,
    soleaspay_reference: operation.secondReference,
    status: operation.state === 'failed' ? 'failed' : 'success',
    amount: Number(toldAmount(operation)),
    currency: operation.currency,
    ...(operation.reason && { message: FAILURE_WORDS[operation.reason] }),
  });
