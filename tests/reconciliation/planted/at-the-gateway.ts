import type { Operation } from '../../../src/getmipay/sandbox/operation.ts';
import { statementOf } from '../../../src/getmipay/sandbox/statements/statement.ts';
import { type Ours, phoneOf } from './in-our-books.ts';
import type { Planted, Truth } from './plan.ts';

/** The gateway's own books of the planted day. */
export function operationsOf(
  planted: readonly Planted[],
  ours: ReadonlyMap<number, Ours>,
  day: Date,
): Operation[] {
  return planted.flatMap((one) =>
    one.truth.map((truth, nth) => operationOf(one, truth, nth, ours.get(one.ord)!, day)),
  );
}

function operationOf(one: Planted, truth: Truth, nth: number, ours: Ours, day: Date): Operation {
  const createdAt = day.getTime() + one.at;
  return {
    kind: one.type === 'DEPOSIT' ? 'payment' : 'payout',
    dialect: 'initiate',
    merchantReference: ours.id,
    mention: null,
    userId: `member ${one.member}`,
    amount: BigInt(truth.amount),
    currency: 'XOF',
    phone: phoneOf(one),
    method: one.method,
    callbackUrl: null,
    callbackQuery: '',
    returnUrl: null,
    otpMissing: false,
    reference: nth === 0 ? ours.reference : `${ours.reference}-again`,
    secondReference: null,
    idempotencyKey: null,
    ordinal: one.ord * 2 + nth,
    fate: {} as Operation['fate'],
    fee: BigInt(truth.fee),
    state: truth.state,
    reason: null,
    createdAt,
    settledAt: truth.state === 'pending' ? null : createdAt + 30_000 + nth,
  };
}

/** What the gateway owes us after the day, beside what it held before. */
export const heldThere = (operations: readonly Operation[]): bigint =>
  operations
    .filter(({ state }) => state === 'completed')
    .reduce(
      (sum, { kind, amount, fee }) => sum + (kind === 'payment' ? amount : -amount) - fee,
      0n,
    );

/** The statement of the day in every format. The two Wave exports tell the same account. */
export const FORMATS = [
  'wave-en',
  'wave-fr',
  'moov-ci',
  'mtn-momo',
  'orange-bf',
  'tontine-pro',
  'pawapay',
] as const;

export const statement = (operations: readonly Operation[], format: string, day: string) =>
  statementOf(operations, { format, day, method: null });
