/** What the gateway says, by a message or a statement; null: it does not say. */
export interface Told {
  readonly amount: string | null;
  readonly state: string | null;
}

/** What GetMiPay says of the operation by what belongs to the break, and where it says so. */
export interface ToldOutcome {
  readonly state: 'completed' | 'failed';
  readonly source: string;
  readonly at: string;
  /** Null: a message or an answer. */
  readonly line: { readonly fileName: string; readonly lineNo: number } | null;
}

export interface StatementLine {
  readonly id: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly series: string;
  readonly lineNo: number;
  readonly kind: string;
  readonly state: string;
  readonly amount: string;
  readonly fee: string | null;
  readonly currency: string;
  readonly phone: string | null;
  readonly reference: string | null;
  readonly merchantReference: string | null;
  readonly occurredAt: string | null;
  readonly outcome: string | null;
  /** Whether it belongs to the break; else it only tells of the same payment. */
  readonly own: boolean;
}

export interface BreakEvent {
  readonly id: string;
  readonly source: string;
  readonly kind: string | null;
  readonly state: string | null;
  readonly reference: string | null;
  readonly amount: string | null;
  readonly fee: string | null;
  readonly phone: string | null;
  readonly problem: string | null;
  readonly reason: string | null;
  readonly receivedAt: string;
  readonly raw: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly own: boolean;
}
