import type { Currency, Francs } from '../kernel/money.ts';

/**
 * The port to the payment gateway. Nothing here, and nobody who imports it, knows a
 * field name, a header or a status word of GetMiPay: that is `src/getmipay/`.
 */
export interface Gateway {
  readonly dialect: Dialect;
  /** Asks the gateway to collect money from the member's phone. Never throws: every answer is a value. */
  initiateDeposit(order: PaymentOrder): Promise<GatewayAnswer>;
  /** Asks the gateway to pay money out. Never throws, never re-sends. */
  initiatePayout(order: PaymentOrder): Promise<GatewayAnswer>;
  /** Verifies and reads a webhook's exact bytes. */
  parseWebhook(delivery: WebhookDelivery): ParsedWebhook;
}

export type Dialect = 'initiate' | 'v1';

export interface PaymentOrder {
  /** Our transaction id: sent as the merchant's reference and as the idempotency key. */
  readonly transactionId: string;
  readonly userId: string;
  readonly amount: Francs;
  readonly currency: Currency;
  /** E.164. */
  readonly phone: string;
  readonly method: string;
}

export type GatewayAnswer =
  /** The gateway took the order. `paymentUrl` is null where none came or its host is not allowed (`warning` says so). */
  | {
      readonly kind: 'accepted';
      readonly reference: string;
      readonly paymentUrl: string | null;
      readonly warning: string | null;
    }
  /** A definite no, in the gateway's own words: nothing will move. */
  | { readonly kind: 'refused'; readonly reason: FailureReason; readonly message: string }
  /** Not one byte of the request left this machine. */
  | { readonly kind: 'never_sent'; readonly message: string }
  /** It may have happened. Only a webhook, a status query or a statement can tell. */
  | { readonly kind: 'unknown'; readonly message: string };

/** Why a payment failed, in the words that `kernel/messages.ts` knows in French and English. */
export type FailureReason =
  | 'payer_not_found'
  | 'not_approved'
  | 'payer_limit_reached'
  | 'insufficient_balance'
  | 'recipient_not_found'
  | 'amount_out_of_bounds'
  | 'operator_unavailable'
  | 'timeout'
  | 'never_sent'
  | 'other';

export interface WebhookDelivery {
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export type ParsedWebhook =
  | { readonly kind: 'fact'; readonly fact: GatewayFact }
  /** `signature`: missing or not genuine. `not_json`: the bytes are not JSON. */
  | { readonly kind: 'refused'; readonly why: 'signature' | 'not_json' };

/**
 * One thing the gateway says happened. An absent field is null and disagrees with nothing.
 * Texts are already bounded (at most 128 characters, no NUL); amounts are whole francs.
 */
export interface GatewayFact {
  readonly source: 'webhook' | 'status_query' | 'statement' | 'person';
  readonly dialect: Dialect;
  /** The exact bytes, kept for ever. Their SHA-256 is the event's identity. */
  readonly raw: Buffer;
  /** The few headers worth keeping, lower-case names, secrets left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** The event's name as the gateway wrote it, for people. */
  readonly event: string | null;
  /** Null kind or state: an authentic event that moves nothing; it is stored and `ignored`. */
  readonly kind: 'payment' | 'payout' | null;
  readonly state: 'completed' | 'failed' | null;
  /** The gateway's reference, verbatim. */
  readonly reference: string | null;
  /** Our own transaction id, where the event carries a text that is one. */
  readonly ownId: string | null;
  readonly amount: Francs | null;
  readonly currency: string | null;
  /** E.164 where it could be read, else as it came. */
  readonly phone: string | null;
  readonly fee: Francs | null;
  /** Set when a present field cannot be believed: such a fact is always suspended. */
  readonly problem: 'amount_unreadable' | 'fields_disagree' | 'reference_unreadable' | null;
  readonly failureReason: FailureReason | null;
  readonly failureMessage: string | null;
}

/** `completed`, `failed`: it moved the books. Everything else did not. */
export type Outcome = 'completed' | 'failed' | 'duplicate' | 'suspended' | 'ignored';
