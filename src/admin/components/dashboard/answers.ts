export interface OpenCount {
  readonly type: string;
  readonly ageBucket: string;
  readonly count: number;
  readonly amount: string;
}

export interface MethodDay {
  readonly method: string;
  readonly deposits: string;
  readonly payouts: string;
  readonly count: number;
}

export interface DashboardAnswer {
  /** Milliseconds after which a sent order counts as late. */
  readonly staleAfterMs: number;
  readonly day: {
    readonly open: readonly OpenCount[];
    readonly today: readonly MethodDay[];
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
    readonly attention: number;
    readonly suspended: number;
    /** Webhooks that were refused because their time was too far from ours. */
    readonly wrongTimeWebhooks: number;
    readonly refusedWebhooks: { readonly count: number; readonly lastAt: string | null };
  } | null;
}
