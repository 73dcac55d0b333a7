import type { Currency, Francs } from '../kernel/money.ts';

/**
 * The port to the payment gateway. Nothing here, and nobody who imports it, knows a
 * field name, a header or a status word of GetMiPay: that is `src/getmipay/`.
 * No call throws: every answer is a value.
 */
export interface Gateway {
  readonly dialect: Dialect;
  /** What this dialect can be asked at all; the rest answers `unsupported`. */
  readonly can: GatewayAbilities;
  /** Asks the gateway to collect money from the member's phone. Never re-sends. */
  initiateDeposit(order: DepositOrder): Promise<GatewayAnswer>;
  /** Asks the gateway to pay money out. Never re-sends. */
  initiatePayout(order: PaymentOrder): Promise<GatewayAnswer>;
  /** Asks what became of an order. The answer is a fact, which only `settle` may act upon. */
  queryStatus(question: StatusQuestion): Promise<StatusAnswer>;
  /** What we have at the gateway. */
  balance(currency: Currency): Promise<BalanceAnswer>;
  /** What may be ordered at present: remembered, and asked again in the background. */
  services(): Promise<ServicesAnswer>;
  /** Whether the gateway answers; asked before a row or a debit is made. No network. */
  health(): GatewayHealth;
  /** Verifies and reads a webhook's exact bytes. */
  parseWebhook(delivery: WebhookDelivery): ParsedWebhook;
}

export type Dialect = 'initiate' | 'v1';

export interface GatewayAbilities {
  readonly statusQuery: boolean;
  readonly balance: boolean;
  readonly services: boolean;
}

export interface PaymentOrder {
  /** Our transaction id: sent as the merchant's reference and as the idempotency key. */
  readonly transactionId: string;
  readonly userId: string;
  /** The member's full name. */
  readonly memberName: string;
  readonly amount: Francs;
  readonly currency: Currency;
  /** E.164. */
  readonly phone: string;
  readonly method: string;
}

export interface DepositOrder extends PaymentOrder {
  /** The one-time code that some operators want with the order; never stored. */
  readonly otp: string | null;
}

export type GatewayAnswer =
  | AcceptedOrder
  /** A definite no, in the gateway's own words: nothing will move. */
  | { readonly kind: 'refused'; readonly reason: FailureReason; readonly message: string }
  /** Not one byte of the order left this machine. */
  | { readonly kind: 'never_sent'; readonly message: string }
  /** It may have happened. Only a webhook, a status query or a statement can tell. */
  | { readonly kind: 'unknown'; readonly message: string };

/** The gateway took the order. */
export interface AcceptedOrder {
  readonly kind: 'accepted';
  readonly reference: string;
  /** The gateway's other number of the same order, where it has two; wanted when it is asked. */
  readonly secondReference: string | null;
  /** Null where none came or its host is not allowed (`warning` says so). */
  readonly paymentUrl: string | null;
  /** The order waits for a one-time code that was not sent with it. */
  readonly otpNeeded: boolean;
  /** What the gateway says it will keep; posted only once the order is completed. */
  readonly fee: Francs | null;
  readonly net: Francs | null;
  readonly warning: 'payment_url_missing' | 'payment_url_refused' | null;
}

/** Why a payment failed, in the words that `kernel/messages.ts` knows in French and English. */
export type FailureReason =
  | 'payer_not_found'
  | 'not_approved'
  | 'otp_refused'
  | 'payer_limit_reached'
  | 'insufficient_balance'
  | 'recipient_not_found'
  | 'amount_out_of_bounds'
  | 'operator_unavailable'
  | 'timeout'
  | 'never_sent'
  | 'other';

export interface StatusQuestion {
  /** Ours, where we know whose order it is. */
  readonly transactionId: string | null;
  readonly kind: 'payment' | 'payout' | null;
  readonly reference: string;
  readonly secondReference: string | null;
}

/** No answer that can be believed; or a dialect that has no such question. */
export type NotTold =
  | { readonly kind: 'no_answer'; readonly message: string }
  | { readonly kind: 'unsupported' };

export type StatusAnswer =
  /** A fact without a state says: not final yet. */
  | { readonly kind: 'told'; readonly fact: GatewayFact }
  /** The gateway says that it does not know this reference, which proves nothing. */
  | { readonly kind: 'not_known'; readonly message: string }
  | NotTold;

export type BalanceAnswer =
  | { readonly kind: 'told'; readonly balance: Francs; readonly currency: Currency }
  | NotTold;

export type ServicesAnswer =
  | { readonly kind: 'told'; readonly services: readonly Service[] }
  | NotTold;

/** One way to pay in one country, as the gateway offers it today. Amounts in whole francs. */
export interface Service {
  /** The gateway's own; differs between its environments, so it is never written down here. */
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Ours (`PAYMENT_METHODS`); null for one that we do not know. */
  readonly method: string | null;
  readonly currency: string;
  readonly deposit: boolean;
  readonly payout: boolean;
  readonly min: Francs | null;
  readonly max: Francs | null;
  /** A deposit needs a one-time code. */
  readonly otp: boolean;
}

export interface WantedService {
  readonly country: string | null;
  readonly method: string;
  readonly currency: Currency;
  readonly direction: 'deposit' | 'payout';
}

/** The service that carries out such an order, if there is one. */
export const serviceFor = (
  services: readonly Service[],
  wanted: WantedService,
): Service | undefined =>
  services.find(
    (service) =>
      service.country === wanted.country &&
      service.method === wanted.method &&
      service.currency === wanted.currency &&
      service[wanted.direction],
  );

export type GatewayHealth =
  | { readonly up: true }
  /** Orders are refused until `retryAt`; then one of them tries. */
  | { readonly up: false; readonly since: Date; readonly retryAt: Date };

export interface WebhookDelivery {
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What follows `?` in the address that was called, or ''. */
  readonly query: string;
}

export type ParsedWebhook =
  | { readonly kind: 'fact'; readonly fact: GatewayFact }
  /** Its authenticity is not established: stored, and a reason to ask the gateway itself. */
  | { readonly kind: 'hint'; readonly fact: GatewayFact; readonly secondReference: string | null }
  /** `signature`: missing or not genuine. `timestamp`: too old or too new. `not_json`: the bytes are not JSON. */
  | { readonly kind: 'refused'; readonly why: 'signature' | 'timestamp' | 'not_json' };

/**
 * One thing the gateway says happened. An absent field is null and disagrees with nothing.
 * Texts are already bounded (at most 128 characters, no NUL); amounts are whole francs.
 */
export interface GatewayFact {
  readonly source: 'webhook' | 'status_query' | 'statement' | 'person';
  readonly dialect: Dialect;
  /** The exact bytes, kept for ever. Their SHA-256 (with the source) is the event's identity. */
  readonly raw: Buffer;
  /** The few headers worth keeping, lower-case names, secrets left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** The event's name or status as the gateway wrote it, for people. */
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
