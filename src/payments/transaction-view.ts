import type { Queryable } from '../db/in-transaction.ts';
import { present } from '../kernel/present.ts';

export type TransactionStatus =
  | 'AWAITING_APPROVAL'
  | 'PENDING'
  | 'COMPLETED'
  | 'FAILED'
  | 'REJECTED'
  | 'EXPIRED'
  | 'CANCELLED';

export type GatewayState = 'NOT_SENT' | 'SENDING' | 'ACCEPTED' | 'REFUSED' | 'UNKNOWN';

/** A transaction as the doors show it. Amounts are whole francs in decimal digits. */
export interface TransactionView {
  readonly id: string;
  readonly type: 'DEPOSIT' | 'WITHDRAWAL' | 'TRANSFER' | 'ADJUSTMENT';
  readonly status: TransactionStatus;
  readonly gatewayState: GatewayState | null;
  readonly walletId: string;
  readonly amount: string;
  readonly currency: 'XOF' | 'XAF';
  readonly method: string | null;
  readonly phone: string | null;
  readonly gatewayReference: string | null;
  readonly paymentUrl: string | null;
  readonly warning: string | null;
  readonly failureReason: string | null;
  readonly failureMessage: string | null;
  readonly createdAt: Date;
}

/** What became of a request, told apart for people. */
export type PaymentOutcome =
  | 'accepted'
  | 'completed'
  | 'refused'
  | 'not_sent'
  | 'failed'
  | 'unknown'
  | 'in_flight'
  | 'awaiting_approval';

export interface PaymentResult {
  readonly outcome: PaymentOutcome;
  /** True where the same key had already made this transaction. */
  readonly replayed: boolean;
  readonly transaction: TransactionView;
  /** The wallet's balance now. */
  readonly balance: string;
}

export function outcomeOf(
  t: Pick<TransactionView, 'status' | 'gatewayState' | 'failureReason'>,
): PaymentOutcome {
  switch (t.status) {
    case 'COMPLETED':
      return 'completed';
    case 'AWAITING_APPROVAL':
      return 'awaiting_approval';
    case 'PENDING':
      if (t.gatewayState === 'ACCEPTED') return 'accepted';
      return t.gatewayState === 'UNKNOWN' ? 'unknown' : 'in_flight';
    default:
      if (t.gatewayState === 'REFUSED') return 'refused';
      return t.failureReason === 'never_sent' ? 'not_sent' : 'failed';
  }
}

/** Reads a transaction with its wallet's present balance, and says what became of it. */
export async function readResult(
  db: Queryable,
  id: string,
  replayed: boolean,
): Promise<PaymentResult> {
  const { rows } = await db.query<TransactionView & { balance: string }>(
    `select t.id, t.type, t.status, t.gateway_state as "gatewayState", t.wallet_id as "walletId", t.amount, t.currency, t.method,
       t.phone, t.gateway_reference as "gatewayReference", t.payment_url as "paymentUrl", t.warning,
       t.failure_reason as "failureReason", t.failure_message as "failureMessage", t.created_at as "createdAt", w.balance
     from transaction t join wallet w on w.id = t.wallet_id where t.id = $1`,
    [id],
  );
  const { balance, ...transaction } = present(rows[0], 'transaction');
  return { outcome: outcomeOf(transaction), replayed, transaction, balance };
}
