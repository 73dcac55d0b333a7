import type { ErrorDetails } from '../kernel/errors.ts';
import type { NoticeKind, Severity } from './notice.ts';

export type SinkName = 'log' | 'email' | 'webhook';

/** A notice as it leaves the house. */
export interface Outgoing {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly severity: Severity;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly data: ErrorDetails;
  readonly createdAt: Date;
}

/** A way out. What it could not carry is tried again later, with the same ids. */
export interface Sink {
  readonly name: SinkName;
  /** How many notices one call carries at most. */
  readonly batch: number;
  /** @throws Error whose message says why, without a secret */
  send(notices: readonly Outgoing[]): Promise<void>;
}
