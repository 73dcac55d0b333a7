/** One row of a statement in our own terms; amounts are whole francs in digits. */
export interface StatementLine {
  readonly lineNo: number;
  readonly kind: 'payment' | 'payout';
  readonly state: 'completed' | 'failed';
  readonly ownId: string | null;
  readonly merchantReference: string | null;
  readonly reference: string | null;
  readonly amount: string;
  readonly fee: string | null;
  readonly currency: string;
  readonly phone: string | null;
  readonly occurredAt: string;
  readonly balance: string | null;
}

export interface BadLine {
  readonly lineNo: number;
  /** In words. */
  readonly why: string;
  readonly text: string;
}

export interface Preview {
  readonly lines: readonly StatementLine[];
  readonly bad: readonly BadLine[];
  /** How many rows the file has; of a long one about. */
  readonly rows: { readonly count: number; readonly exact: boolean };
}

/** A file that was received and not yet imported. */
export interface Inspected {
  readonly uploadId: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly format: string;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly preview: Preview;
  /** Null: the format is known. */
  readonly mapping: Mapping | null;
  /** The name under which this mapping was saved; null: it is our guess. */
  readonly mappingName: string | null;
}

export type ColumnName =
  | 'reference'
  | 'merchantReference'
  | 'amount'
  | 'in'
  | 'out'
  | 'fee'
  | 'type'
  | 'status'
  | 'phone'
  | 'date'
  | 'currency'
  | 'balance';

export interface Mapping {
  readonly delimiter: string;
  readonly headerRow: number;
  readonly columns: Readonly<Partial<Record<ColumnName, number>>>;
  readonly dateFormat: string;
  readonly country: string;
  readonly currency: string;
  readonly amountIs: 'gross' | 'net';
  readonly values: Readonly<
    Record<'payment' | 'payout' | 'completed' | 'failed', readonly string[]>
  >;
}

export type FileState = 'READING' | 'READ' | 'MATCHED' | 'FAILED' | 'UNDONE';

export interface StatementFile {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly method: string | null;
  readonly currency: string;
  readonly bytes: number;
  readonly state: FileState;
  readonly lines: number;
  readonly badLines: number;
  readonly bytesRead: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly coversFrom: string | null;
  readonly coversTo: string | null;
  readonly openingBalance: string | null;
  readonly closingBalance: string | null;
  readonly problem: string | null;
  readonly importedByName: string | null;
  readonly importedAt: string;
}

/** One file on its own page; `undoObstacle` says in words why it cannot be taken back. */
export interface StatementFilePage extends StatementFile {
  readonly undoable: boolean;
  readonly undoObstacle: string | null;
}

/** One line of an imported file, and what it became. */
export interface FileLine {
  readonly id: string;
  readonly lineNo: number;
  readonly kind: 'payment' | 'payout';
  readonly occurredAt: string;
  readonly reference: string | null;
  readonly phone: string | null;
  readonly amount: string;
  readonly fee: string | null;
  readonly outcome: string;
  /** Of a line that we still wait for: what came of the gateway's own message. */
  readonly message: 'none' | 'other_amount' | 'no_effect' | null;
  /** It failed there, and its break says that our books have it as completed. */
  readonly completedHere: boolean;
  readonly difference: string;
  readonly transactionId: string | null;
  readonly breakId: string | null;
  readonly breakOpen: boolean;
}

export interface MissedDelivery {
  readonly transactionId: string;
  readonly memberName: string;
  readonly amount: string;
  readonly type: string;
  readonly method: string;
  readonly toldBy: 'status_query' | 'statement' | 'person';
  readonly at: string;
}

export interface Delay {
  readonly method: string;
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface Deliveries {
  readonly missed: readonly MissedDelivery[];
  readonly delays: readonly Delay[];
  /** Of how many messages the delays tell where there were more. */
  readonly newestOnly: number | null;
  /** Whether a statement tells of any of these days. */
  readonly toldByStatement: boolean;
}
