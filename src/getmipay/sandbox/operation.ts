import type { Currency, Francs } from '../../kernel/money.ts';

export type OperationKind = 'payment' | 'payout';
export type OperationState = 'pending' | 'completed' | 'failed';

/** What a merchant asked for, read and checked. */
export interface Order {
  readonly kind: OperationKind;
  readonly merchantReference: string | null;
  readonly userId: string;
  readonly amount: Francs;
  readonly currency: Currency;
  /** E.164. */
  readonly phone: string;
  readonly method: string;
  readonly callbackUrl: string | null;
  readonly returnUrl: string | null;
}

/** An order that the sandbox took: its own books have one line of it. */
export interface Operation extends Order {
  /** The sandbox's reference: `transaction_id` or `payout_id` of the contract. */
  readonly reference: string;
  readonly idempotencyKey: string | null;
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
  readonly url: string;
  readonly body: string;
}

export interface Delivery {
  readonly status: number;
  /** What the receiver answered, bounded. */
  readonly answer: string;
}
