import type { Currency, Francs } from '../../kernel/money.ts';
import type { Dialect } from '../../payments/gateway.ts';
import type { Fate } from './fate.ts';

export type OperationKind = 'payment' | 'payout';
export type OperationState = 'pending' | 'completed' | 'failed';
export type FinalState = Exclude<OperationState, 'pending'>;

/** What a merchant asked for, read and checked. */
export interface Order {
  readonly kind: OperationKind;
  readonly dialect: Dialect;
  /** The merchant's own; dialect v1 has none. */
  readonly merchantReference: string | null;
  /** A UUID in the description: the door finds an order by it, GetMiPay itself never uses it. */
  readonly mention: string | null;
  /** The merchant's number or, in v1, name of the member. */
  readonly userId: string;
  readonly amount: Francs;
  readonly currency: Currency;
  /** E.164. */
  readonly phone: string;
  readonly method: string;
  readonly callbackUrl: string | null;
  /** Kept where the webhook goes to another address than the order's: `?…` or ''. */
  readonly callbackQuery: string;
  readonly returnUrl: string | null;
  /** A one-time code is needed and was not sent. */
  readonly otpMissing: boolean;
}

/** An order that the sandbox took: its own books have one line of it. */
export interface Operation extends Order {
  /** The sandbox's reference: `transaction_id`, `payout_id` or `transaction_reference`. */
  readonly reference: string;
  /** `soleaspay_reference` of v1. */
  readonly secondReference: string | null;
  readonly idempotencyKey: string | null;
  readonly ordinal: number;
  readonly fate: Fate;
  /** Kept by GetMiPay once the operation is completed, beside the amount. */
  readonly fee: Francs;
  readonly state: OperationState;
  readonly reason: FailureWord | null;
  /** Milliseconds since 1970, as everywhere in the sandbox's books. */
  readonly createdAt: number;
  readonly settledAt: number | null;
}

/** The gateway's failure codes and the sentence it sends beside them. */
export const FAILURE_WORDS = {
  recipient_not_found: 'Bénéficiaire introuvable',
  insufficient_balance: 'Solde insuffisant',
  not_approved: 'Paiement refusé par le client',
  returned: "Opération annulée par l'opérateur",
} as const;

export type FailureWord = keyof typeof FAILURE_WORDS;

/** One webhook to deliver: these bytes, to this address, until a 2xx. */
export interface Notice {
  readonly id: string;
  readonly reference: string;
  readonly dialect: Dialect;
  /** What it says. */
  readonly state: FinalState;
  readonly url: string;
  readonly body: string;
  /** Not before. */
  readonly dueAt: number;
}

export interface Delivery {
  readonly status: number;
  /** What the receiver answered, bounded. */
  readonly answer: string;
}
