import type { RecordJSON } from 'adminjs';
import type { Notice } from '../kit/notices.tsx';

/** What the inbox needs to know beside its rows. */
export interface Inbox {
  /** Payouts that wait for this person's decision. */
  readonly waiting: number;
  /** Cases that wait for this person's answer: finance alone answers. */
  readonly cases: number;
  /** As many as may be decided at a time. */
  readonly most: number;
  /** Whole francs. */
  readonly approvalAbove: string;
  /** Above this amount the person gives a code; null: never. */
  readonly stepUpAbove: string | null;
}

export type ManyDecision = 'approve' | 'reject';

export type RowOutcome =
  | 'approved'
  | 'rejected'
  | 'failed'
  | 'not_found'
  | 'code_needed'
  | 'refused'
  | 'unknown'
  | 'not_sent';

export interface RowResult {
  readonly id: string;
  readonly outcome: RowOutcome;
  readonly message: string;
}

export interface ManyAnswer {
  readonly results: readonly RowResult[];
  readonly notice: Notice;
}

export interface DecidedRow extends RowResult {
  readonly record: RecordJSON;
}
