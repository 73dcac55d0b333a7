import type {
  PostingLine,
  StoryCorrection,
  StoryEvent,
  StoryJournal,
  StoryMoment,
} from '../record/answers.ts';
import type { BreakEvent, StatementLine, Told, ToldOutcome } from './evidence-answers.ts';

export type BreakKind =
  | 'outcome_unknown'
  | 'unknown_reference'
  | 'event_mismatch'
  | 'conflicting_event'
  | 'double_funded'
  | 'missing_in_ledger'
  | 'missing_at_gateway'
  | 'amount_mismatch'
  | 'fee_difference'
  | 'duplicate'
  | 'status_conflict'
  | 'missed_delivery'
  | 'gateway_answer'
  | 'proof_gap'
  | 'invariant_broken';

/** What people call a break: its kind, but a deposit that nobody paid is no lost outcome. */
export type BreakName = BreakKind | 'deposit_unpaid';

export type Verb =
  | 'mark_completed'
  | 'mark_failed'
  | 'match_line'
  | 'apply_event'
  | 'post_suspense'
  | 'write_off'
  | 'reverse'
  | 'release_hold'
  | 'collect'
  | 'ignore'
  | 'query_again'
  | 'set_aside';

export type Flow = 'deposit' | 'payout' | null;

export type Details = Readonly<Record<string, string | number | boolean | null>>;

export interface Proposal {
  readonly id: string;
  readonly verb: Verb;
  readonly madeById: string;
  readonly madeByName: string;
  readonly madeAt: string;
  readonly mayDecide: boolean;
}

export interface BreakRow {
  readonly id: string;
  readonly kind: BreakKind;
  readonly name: BreakName;
  readonly flow: Flow;
  readonly method: string | null;
  readonly currency: string;
  /** Whole francs at stake. */
  readonly value: string;
  /** What the gateway moved less what our books moved, signed, on the float. */
  readonly difference: string | null;
  readonly reference: string | null;
  readonly phone: string | null;
  readonly memberName: string | null;
  readonly transactionId: string | null;
  readonly transactionStatus: string | null;
  readonly openedAt: string;
  readonly occurredAt: string | null;
  /** What its age counts from: what happened, or else when it was seen. */
  readonly since: string;
  readonly ageBucket: string;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  readonly dueAt: string | null;
  readonly proposal: Proposal | null;
  readonly resolvedAt: string | null;
  readonly closedBy: 'resolution' | 'cleared' | 'undone' | null;
  readonly notes: number;
  /** The verb that needs no thought. */
  readonly plain: Verb | null;
}

export type Params = Readonly<Record<string, unknown>>;

export interface VerbOffer {
  readonly verb: Verb;
  readonly needsChecker: boolean;
  readonly params: Params;
  /** Why not, as a code. */
  readonly refused: string | null;
}

export interface Posting {
  readonly account: string;
  readonly name: string | null;
  readonly amount: string;
}

export interface Preview {
  readonly postings: readonly Posting[];
  readonly needsChecker: boolean;
  readonly effects: readonly { readonly code: string; readonly details: Details }[];
}

export type ResolutionState = 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'DONE';

export interface ResolutionRow {
  readonly id: string;
  readonly breakId: string;
  readonly verb: Verb;
  readonly state: ResolutionState;
  readonly reason: string;
  readonly postings: readonly Posting[];
  readonly madeByName: string;
  readonly madeById: string;
  readonly madeAt: string;
  readonly checkedByName: string | null;
  readonly checkedAt: string | null;
  readonly checkReason: string | null;
  readonly reversesId: string | null;
  readonly reversedById: string | null;
  readonly transactionId: string | null;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
}

export interface Candidate {
  readonly transactionId: string;
  readonly memberName: string;
  readonly amount: string;
  readonly phone: string;
  readonly method: string;
  readonly status: string;
  readonly gatewayState: string | null;
  readonly at: string;
  readonly score: number;
  readonly reasons: readonly { readonly code: string; readonly details: Details }[];
}

export interface OurSide {
  /** As on the transaction's own page. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly timeline: readonly StoryMoment[];
  readonly journals: readonly (StoryJournal & { readonly lines: readonly PostingLine[] })[];
  readonly events: readonly StoryEvent[];
  readonly corrections: readonly StoryCorrection[];
}

/** An operation that the break's line stands for, beside ours. */
export interface OtherOperation {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly memberName: string;
  readonly amount: string;
}

export interface BreakNote {
  readonly id: string;
  readonly at: string;
  readonly byName: string;
  readonly text: string;
}

export interface BreakStory {
  readonly row: BreakRow;
  readonly difference: {
    readonly ours: string | null;
    /** What of it our books have as done. */
    readonly booked: string | null;
    readonly message: Told | null;
    readonly statement: Told | null;
    readonly difference: string | null;
    readonly why: string;
    readonly reason: string | null;
  };
  readonly transaction: OurSide | null;
  readonly others: readonly OtherOperation[];
  readonly lines: readonly StatementLine[];
  readonly events: readonly BreakEvent[];
  readonly candidates: readonly Candidate[];
  readonly offers: readonly VerbOffer[];
  /** What is put forward; null: a person has to choose. */
  readonly main: Verb | null;
  readonly told: ToldOutcome | null;
  readonly resolutions: readonly ResolutionRow[];
  readonly notes: readonly BreakNote[];
}

export type Decision = 'approve' | 'reject' | 'withdraw';

export type DoneOutcome = 'done' | 'proposed' | 'asked';

export interface ManyRow {
  readonly breakId: string;
  readonly reference: string | null;
  readonly outcome: DoneOutcome | 'refused' | 'unknown' | 'approved' | 'rejected' | 'not_sent';
  readonly code: string | null;
  readonly details: Details | null;
}
