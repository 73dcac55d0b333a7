import type { RecordJSON } from 'adminjs';
import type { Notice } from '../kit/notices.tsx';
import type { ResourceId, words } from '../kit/page-data.ts';

export interface StoryMoment {
  readonly at: string;
  readonly what: keyof typeof words.transaction.moments;
  readonly detail: string | null;
  /** Who decided it, the maker first. */
  readonly by?: readonly string[];
}

export interface StoryJournal {
  readonly id: string;
  readonly kind: string;
  readonly recordedAt: string;
  readonly lines: readonly PostingLine[];
}

export interface PostingLine {
  readonly account: string;
  readonly whose?: string | null;
  readonly amount: string;
  readonly balanceAfter: string | null;
}

export interface StoryEvent {
  readonly id: string;
  readonly source: string;
  readonly receivedAt: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly raw: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What two people, or the return of a payout that left, did to an operation after its end. */
export interface StoryCorrection {
  readonly id: string;
  readonly adjustment: keyof typeof words.words.adjustment;
  readonly direction: string | null;
  readonly amount: string;
  readonly at: string;
  readonly undone: { readonly id: string; readonly at: string } | null;
}

export interface StoryBreak {
  readonly id: string;
  readonly name: keyof typeof words.breaks.kind;
  readonly value: string;
  readonly openedAt: string;
  readonly resolvedAt: string | null;
  readonly closedBy: keyof typeof words.breaks.detail.resolvedBy | null;
  /** The answer that stands. */
  readonly verb: keyof typeof words.breakActs.verb | null;
  readonly proposed: boolean;
  /** Why it was flagged late, where that opened it. */
  readonly late: string | null;
  readonly aside: { readonly at: string; readonly by: string; readonly why: string } | null;
}

export interface Story {
  /** The operation that this correction corrects. */
  readonly corrects: {
    readonly id: string;
    readonly type: string;
    readonly amount: string;
    readonly status: string;
  } | null;
  readonly corrections: readonly StoryCorrection[];
  readonly breaks: readonly StoryBreak[];
  readonly timeline: readonly StoryMoment[];
  readonly journals: readonly StoryJournal[];
  readonly events: readonly StoryEvent[];
  /** Whether the gateway can be asked about it; null: it never left. */
  readonly askable: boolean | null;
  /** The member's question about it, where there is one. */
  readonly dispute: {
    readonly id: string;
    readonly openedAt: string;
    readonly answeredAt: string | null;
  } | null;
}

export interface PayMethod {
  readonly id: string;
  readonly label: string;
  readonly min: string;
  readonly max: string;
}

export interface PayFormData {
  readonly direction: 'deposit' | 'payout';
  readonly balance: string;
  readonly member: { readonly name: string; readonly phone: string | null };
  readonly methods: readonly PayMethod[];
  /** What makes a payout wait for a second person, as far as it is known beforehand. */
  readonly approval: {
    readonly above: string;
    /** What staff paid out of this wallet in the last 24 hours. */
    readonly paidToday: string;
    readonly phoneChanged: boolean;
  } | null;
  /** Above this amount the form asks for a code; null: never. */
  readonly stepUpAbove: string | null;
}

export interface DecideFormData {
  readonly decision: 'approve' | 'reject' | 'cancel';
  readonly needsCode: boolean;
}

export interface DisputeAnswer {
  readonly answeredBy: string | null;
  readonly transaction: Readonly<Record<string, string | null>>;
}

export interface AuditAnswer {
  readonly before: unknown;
  readonly after: unknown;
  /** Tells sessions apart, and opens none. */
  readonly session: string | null;
}

export interface VaultFormData {
  readonly vault: {
    readonly name: string;
    readonly balance: string;
    readonly lockedUntil: string | null;
    readonly isLocked: boolean;
  };
  readonly owner: { readonly name: string };
  readonly walletBalance: string | null;
}

/** What a record action answers a GET with. */
export interface RecordAnswer {
  readonly record: RecordJSON;
  readonly story?: Story;
  readonly form?: unknown;
  readonly event?: { readonly raw: string; readonly headers: Readonly<Record<string, string>> };
  readonly lines?: readonly PostingLine[];
  readonly dispute?: DisputeAnswer;
  readonly entry?: AuditAnswer;
}

export interface PostedTransaction {
  readonly id: string;
  readonly status: string;
  readonly amount: string;
  readonly gatewayReference: string | null;
  readonly paymentUrl: string | null;
  readonly paymentQr: string | null;
  readonly failureReason: string | null;
  readonly failureMessage: string | null;
  readonly warning: string | null;
}

/** What an act answers: always a notice, and a transaction whenever there is one. */
export interface ActAnswer {
  readonly record?: RecordJSON;
  readonly notice: Notice;
  readonly redirectUrl?: string;
  readonly transaction?: PostedTransaction;
  readonly outcome?: string;
  readonly balance?: string;
}

export interface PageProps {
  readonly id: ResourceId;
  readonly action: string;
  readonly answer: RecordAnswer;
  reload(): void;
  /** Reads the record again without keeping the session alive. */
  look(): void;
}
