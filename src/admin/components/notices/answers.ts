export type NoticeKind = 'break_above' | 'proof_failed' | 'invariant_broken' | 'approval_waiting';

export interface NoticeRow {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly who: string | null;
  readonly sentence: string;
  readonly createdAt: string;
  /** When this person acknowledged it. */
  readonly readAt: string | null;
  readonly deliveries: readonly { readonly state: string }[];
}

export interface NoticesAnswer {
  readonly unread: number;
  readonly notices: readonly NoticeRow[];
}
