import { randomUUID } from 'node:crypto';
import { type Json, NumberToken } from '../json.ts';
import { pythonDumps } from '../python-json.ts';
import { behaviourOf } from './magic.ts';
import { FAILURE_WORDS, type Notice, type Operation } from './operation.ts';

/** The webhooks that tell a final state, as many as the phone's behaviour asks for. */
export function noticesFor(operation: Operation, url: string): Notice[] {
  const { copies } = behaviourOf(operation.phone);
  const body = noticeBody(operation);
  return Array.from({ length: copies }, () => ({
    id: randomUUID(),
    reference: operation.reference,
    url,
    body,
  }));
}

/** Written by Python at GetMiPay: its separators, its escapes, its floats (`5000.0`). */
function noticeBody(operation: Operation): string {
  const { amountError } = behaviourOf(operation.phone);
  const failed = operation.state === 'failed';
  const data: [string, Json][] = [
    ['transaction_id', operation.reference],
    ...(operation.kind === 'payout' ? [['payout_id', operation.reference] as [string, Json]] : []),
    ['reference', operation.merchantReference],
    ['user_id', operation.userId],
    ['amount', new NumberToken(`${operation.amount + amountError}.0`)],
    ['currency', operation.currency],
    ['phone', operation.phone],
    ['method', operation.method],
    ['status', failed ? 'failed' : 'success'],
  ];
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
