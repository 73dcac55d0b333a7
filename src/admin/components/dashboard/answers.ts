export interface OpenCount {
  readonly type: string;
  readonly ageBucket: string;
  readonly count: number;
  readonly amount: string;
}

/** What one method settled today, one way. Amounts are whole francs in digits. */
export interface MethodToday {
  readonly method: string;
  readonly type: 'DEPOSIT' | 'WITHDRAWAL';
  readonly amount: string;
  readonly completed: number;
  readonly failed: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

/** Open breaks of one age and flow; `value` is what is at stake. */
export interface BreaksOfAge {
  readonly flow: 'deposit' | 'payout' | null;
  readonly ageBucket: string;
  readonly count: number;
  readonly value: string;
}

export interface FloatDay {
  readonly day: string;
  readonly float: string;
  /** What the gateway said that we had, if it is known. */
  readonly told: string | null;
}

export interface Delays {
  readonly delays: readonly {
    readonly method: string;
    readonly count: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
  }[];
}

export interface DashboardAnswer {
  /** Milliseconds after which a sent order counts as late. */
  readonly staleAfterMs: number;
  readonly day: {
    readonly open: readonly OpenCount[];
    readonly today: readonly MethodToday[];
    readonly stale: number;
    readonly unknown: number;
    readonly failedToday: number;
    /** What this person may decide; for an administrator, all that waits. */
    readonly approvals: number;
    /** Cases that finance has not answered. */
    readonly cases: number;
  };
  readonly members: { readonly count: number; readonly held: string } | null;
  readonly house: {
    readonly float: string;
    readonly floatDays: readonly FloatDay[];
    readonly breaks: {
      readonly byAge: readonly BreaksOfAge[];
      /** Corrections that wait for a second person. */
      readonly proposed: number;
      readonly mine: number;
      readonly overdue: number;
      /** When breaks were last looked for; null: never. */
      readonly checkedAt: string | null;
    };
    readonly attention: number;
    readonly suspended: number;
    /** Webhooks that were refused because their time was too far from ours. */
    readonly wrongTimeWebhooks: number;
    readonly refusedWebhooks: { readonly count: number; readonly lastAt: string | null };
  } | null;
}
