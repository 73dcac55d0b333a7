import type { Request } from 'express';
import { FAILURE_WORDS, type Operation } from '../operation.ts';
import { payPageOf } from '../pages/address.ts';

/** What dialect v1 wraps every good answer in. */
export const envelope = (message: string, data: object) => ({ success: true, message, data });

/** The answer to an order. */
export function orderOnWire(operation: Operation, request: Request) {
  const payout = operation.kind === 'payout';
  const order = {
    transaction_reference: operation.reference,
    soleaspay_reference: operation.secondReference,
    amount: Number(operation.amount),
    ...(!payout && feesOnWire(operation)),
    currency: operation.currency,
    status: 'pending',
  };
  if (payout) return envelope('Retrait enregistré', order);
  return envelope('Paiement enregistré', {
    ...order,
    otp_required: operation.otpMissing,
    payment_url: operation.otpMissing ? null : payPageOf(operation, request),
  });
}

/** The answer to `transaction-check`. */
export const checkOnWire = (operation: Operation, tellsFee: boolean) =>
  envelope('Transaction trouvée', {
    order_id: operation.reference,
    pay_id: operation.secondReference,
    status: statusOf(operation),
    amount: Number(operation.amount),
    ...(tellsFee && feesOnWire(operation)),
    currency: operation.currency,
    created_at: new Date(operation.createdAt).toISOString(),
    ...(operation.reason && {
      failure_reason: operation.reason,
      message: FAILURE_WORDS[operation.reason],
    }),
  });

/** A fee is taken on the merchant's side: a payment brings less, a payout costs more. */
const feesOnWire = ({ kind, amount, fee }: Operation) => ({
  fee_amount: Number(fee),
  net_amount: Number(kind === 'payment' ? amount - fee : amount),
});

function statusOf({ kind, state }: Operation): string {
  if (state === 'completed') return 'success';
  if (state === 'failed') return 'failed';
  return kind === 'payout' ? 'processing' : 'pending';
}
