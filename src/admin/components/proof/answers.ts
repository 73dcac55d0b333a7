export type BalanceSource = 'queried' | 'typed' | 'statement';

export type ProofItemKind = 'break' | 'ignored' | 'tolerated' | 'timing' | 'late_resolution';

/** What the gateway should hold, term by term: whole francs in digits, with the sign people read. */
export interface Equation {
  readonly wallets: string;
  readonly vaults: string;
  readonly payoutClearing: string;
  readonly suspense: string;
  readonly fees: string;
  readonly receivable: string;
  readonly opening: string;
  readonly corrections: string;
  readonly expected: string;
}

export interface ProofItem {
  readonly kind: ProofItemKind;
  /** Of the break or the transaction that explains these francs. */
  readonly id: string | null;
  readonly label: string;
  readonly reference: string | null;
  readonly amount: string;
}

export interface MethodProof {
  readonly method: string;
  /** Null: no statement of this method tells it. */
  readonly opening: string | null;
  readonly in: string;
  readonly out: string;
  readonly fees: string;
  readonly closing: string | null;
  /** Whether the statement's own sum comes out. */
  readonly holds: boolean | null;
  readonly ours: {
    readonly in: string;
    readonly out: string;
    readonly fees: string;
    readonly net: string;
  };
  readonly difference: string;
}

export interface LateFact {
  readonly transactionId: string;
  readonly amount: string;
  readonly type: string;
  readonly method: string;
  /** The closed day that it belongs to. */
  readonly belongsTo: string;
}

export interface ProofReport {
  readonly day: string;
  readonly currency: string;
  readonly state: 'open' | 'closed';
  readonly closedByName: string | null;
  readonly closedAt: string | null;
  readonly sha256: string | null;
  readonly equation: Equation;
  readonly balance: {
    readonly amount: string;
    readonly source: BalanceSource;
    readonly at: string;
    readonly byName: string | null;
  } | null;
  readonly gap: string | null;
  readonly items: readonly ProofItem[];
  readonly unexplained: string | null;
  readonly methods: readonly MethodProof[];
  readonly late: readonly LateFact[];
  readonly onTheirWay: { readonly count: number; readonly amount: string };
}

export interface ProofDay {
  readonly day: string;
  readonly state: 'open' | 'closed';
  readonly gap: string | null;
  readonly closedAt: string | null;
}

export interface ProofAnswer {
  /** Null: no day has anything to prove. */
  readonly report: ProofReport | null;
  /** Newest first. */
  readonly days: readonly ProofDay[];
}
