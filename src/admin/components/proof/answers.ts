export type BalanceSource = 'queried' | 'typed';

export type ProofItemKind =
  | 'break'
  | 'ignored'
  | 'tolerated'
  | 'timing'
  | 'late_resolution'
  | 'on_their_way';

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
  /** Of the break, or of the transaction; null on the line of the others. */
  readonly id: string | null;
  /** The break's kind, or `deposit` or `payout`. */
  readonly label: string;
  readonly reference: string | null;
  readonly amount: string;
  /** Only on the line of those that are not told one by one: how many. */
  readonly others?: number;
}

export interface MethodProof {
  readonly method: string;
  /** Null: no statement tells it. */
  readonly opening: string | null;
  readonly in: string;
  readonly out: string;
  readonly fees: string;
  readonly closing: string | null;
  /** Whether the statement's own sum comes out; null: it tells no balance. */
  readonly holds: boolean | null;
  /** False: no statement tells of this method and day. */
  readonly told: boolean;
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

/** Payouts that had left and were not final: nobody knows on which side of the instant they count. */
export interface OnTheirWay {
  readonly count: number;
  readonly amount: string;
  /** The first hundred. */
  readonly transactions: readonly {
    readonly transactionId: string;
    readonly amount: string;
    readonly method: string;
    readonly sentAt: string;
  }[];
  /** Held for payouts that had not left; a day closed before this was told has none. */
  readonly waiting?: string;
}

/** The end balances of the operators' statements, added up. */
export interface ToldBalance {
  readonly amount: string;
  readonly statements: number;
}

export interface ProofReport {
  readonly day: string;
  readonly currency: string;
  readonly state: 'open' | 'closed';
  readonly closedByName: string | null;
  readonly closedAt: string | null;
  readonly sha256: string | null;
  /** The instant of the equation: the reading's, or the end of the day. */
  readonly at: string;
  readonly equation: Equation;
  readonly balance: {
    readonly amount: string;
    readonly source: BalanceSource;
    readonly at: string;
    readonly recordedAt: string;
    readonly byName: string | null;
  } | null;
  readonly told?: ToldBalance | null;
  readonly gap: string | null;
  readonly items: readonly ProofItem[];
  readonly unexplained: string | null;
  readonly methods: readonly MethodProof[];
  /** Of a day that lasts. */
  readonly methodsUntil?: string | null;
  readonly late: readonly LateFact[];
  readonly onTheirWay: OnTheirWay;
}

export interface ProofDay {
  readonly day: string;
  readonly state: 'open' | 'closed';
  /** Of a closed day. */
  readonly gap: string | null;
  readonly closedAt: string | null;
}

export interface ProofAnswer {
  readonly report: ProofReport;
  /** Newest first. */
  readonly days: readonly ProofDay[];
  /** In which the books hold anything. */
  readonly currencies: readonly string[];
}
