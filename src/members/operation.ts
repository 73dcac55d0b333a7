import { correctionState } from '../kernel/corrected.ts';

/** What was done about an operation after its end, and still stands. */
export interface Corrected {
  /** The corrections' own operations, what each moved or claims. */
  readonly by: readonly { readonly id: string; readonly amount: string }[];
  readonly adjustment: string | null;
  /** In all. */
  readonly amount: string;
  readonly at: Date;
}

/** A transaction as a member reads it. Amounts are whole francs in digits. */
export interface Operation {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly gatewayState: string | null;
  readonly direction: string | null;
  /** What a correction does, as its sentence is called; null for all else. */
  readonly adjustment: string | null;
  readonly amount: string;
  readonly method: string | null;
  readonly phone: string | null;
  readonly paymentUrl: string | null;
  readonly failureReason: string | null;
  readonly warning: string | null;
  readonly createdAt: Date;
  /** What it did to the wallet, or would do: more, less, or not known (a correction in the making). */
  readonly effect: 'in' | 'out' | 'none';
  /** Whether the member started it. */
  readonly byMember: boolean;
  /** The other person who started it; null: the member, or nobody (a correction). */
  readonly startedBy: string | null;
  readonly vaultName: string | null;
  /** Nobody waits for it any more; it is still credited if it is paid. */
  readonly aside: boolean;
  /** Null: its own state says what is true. */
  readonly corrected: Corrected | null;
  /** The operation that this correction corrects. */
  readonly corrects: { readonly id: string } | null;
}

export type ChipState =
  | 'AWAITING_APPROVAL'
  | 'PENDING'
  | 'UNKNOWN'
  | 'ASIDE'
  | 'COMPLETED'
  | 'FAILED'
  | 'REJECTED'
  | 'EXPIRED'
  | 'CANCELLED'
  | 'CORRECTED'
  | 'HELD';

type Facts = Pick<Operation, 'status' | 'gatewayState' | 'failureReason' | 'aside'>;

/** The state that the chip shows: what never came, or is waited for no more, is told apart from a wait. */
export function chipOf({ status, gatewayState, aside }: Facts): ChipState {
  if (status === 'PENDING' && aside) return 'ASIDE';
  return status === 'PENDING' && gatewayState === 'UNKNOWN' ? 'UNKNOWN' : (status as ChipState);
}

/** The chip beside the state, where something was corrected since. */
export const correctionChip = ({ corrected }: Pick<Operation, 'corrected'>): ChipState | null =>
  correctionState(corrected?.adjustment ?? null);

export const isOpen = ({ status }: Pick<Operation, 'status'>): boolean =>
  status === 'PENDING' || status === 'AWAITING_APPROVAL';

export const isLost = (operation: Pick<Operation, 'status'>): boolean =>
  !isOpen(operation) && operation.status !== 'COMPLETED';

const DECIDED: Readonly<Record<string, string>> = {
  COMPLETED: 'completed',
  AWAITING_APPROVAL: 'awaiting_approval',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
};

/** What became of a deposit or payout: with `deposit_` or `payout_` in front, the code of its sentence. */
export function outcomeOf({ status, gatewayState, failureReason, aside }: Facts): string {
  const decided = DECIDED[status];
  if (decided) return decided;
  if (status === 'PENDING') {
    if (aside) return 'aside';
    if (gatewayState === 'ACCEPTED') return 'accepted';
    return gatewayState === 'UNKNOWN' ? 'unknown' : 'in_flight';
  }
  if (gatewayState === 'REFUSED') return 'refused';
  return failureReason === 'never_sent' ? 'not_sent' : 'failed';
}

/** The kind that a row of the history is called by. */
export function kindOf(operation: Pick<Operation, 'type' | 'direction'>) {
  if (operation.type === 'TRANSFER') return operation.direction === 'IN' ? 'VAULT_IN' : 'VAULT_OUT';
  if (operation.type === 'DEPOSIT' || operation.type === 'WITHDRAWAL') return operation.type;
  return 'ADJUSTMENT';
}
