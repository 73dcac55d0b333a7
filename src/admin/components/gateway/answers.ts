/** Whether the gateway answers; while it does not, orders are refused until `retryAt`. */
export type GatewayHealth = (
  | { readonly up: true }
  | { readonly up: false; readonly since: string; readonly retryAt: string }
) & {
  /** Whether it can be asked what we have there; else its statement tells. */
  readonly tellsBalance: boolean;
};

/** What the gateway says that we have there, beside our books. Whole francs in digits. */
export type BalanceAnswer =
  | {
      readonly kind: 'told';
      readonly balance: string;
      readonly books: string;
      readonly at: string;
    }
  | { readonly kind: 'no_answer' }
  | { readonly kind: 'unsupported' };
