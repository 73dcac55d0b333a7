/** What an account held at an instant. Amounts are whole francs in digits. */
export interface AsOfAnswer {
  readonly kind: string;
  readonly at: string;
  readonly balance: string;
  readonly postings: number;
  readonly lastMovement: { readonly journalId: string; readonly kind: string; readonly at: string };
  readonly onItsWay: readonly {
    readonly id: string;
    readonly type: 'DEPOSIT' | 'WITHDRAWAL';
    readonly amount: string;
    readonly phone: string | null;
    readonly requestedAt: string;
    readonly state: 'AWAITING_APPROVAL' | 'NOT_SENT' | 'SENT';
    readonly settledAt: string | null;
  }[];
  readonly provisional: boolean;
}
