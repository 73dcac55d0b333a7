import type { Operation } from '../../../src/getmipay/sandbox/operation.ts';
import { PHONE } from './given.ts';

interface Shape {
  readonly id: string;
  readonly reference: string;
  readonly kind: 'payment' | 'payout';
  readonly amount: number;
  readonly fee: number;
  readonly at: Date;
}

let ordinal = 0;

/** An operation of the gateway's own books, completed at its time. */
export function operation({ id, reference, kind, amount, fee, at }: Shape): Operation {
  ordinal += 1;
  return {
    kind,
    dialect: 'initiate',
    merchantReference: id,
    mention: null,
    userId: 'member',
    amount: BigInt(amount),
    currency: 'XOF',
    phone: PHONE,
    method: 'wave',
    callbackUrl: null,
    callbackQuery: '',
    returnUrl: null,
    otpMissing: false,
    reference,
    secondReference: null,
    idempotencyKey: null,
    ordinal,
    fate: {} as Operation['fate'],
    fee: BigInt(fee),
    state: 'completed',
    reason: null,
    createdAt: at.getTime(),
    settledAt: at.getTime() + 30_000,
  };
}
