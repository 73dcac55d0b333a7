import { correctedAmount, standingCorrection } from '../../../kernel/corrected.ts';
import { francs, instant } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { StoryCorrection } from './answers.ts';

type Params = Readonly<Record<string, unknown>>;

const { now } = words.transaction;

function whilePending({ type, gatewayState, queue }: Params, isTold: boolean): string {
  if (queue === 'ASIDE') return now.aside;
  if (isTold) return now.contradicted;
  const deposit = type === 'DEPOSIT';
  if (gatewayState === 'UNKNOWN') return deposit ? now.depositUnknown : now.payoutUnknown;
  if (gatewayState === 'NOT_SENT' || gatewayState === 'SENDING') return now.notSent;
  return deposit ? now.depositPending : now.payoutPending;
}

/** Something is still to happen: only then does the page ask for attention. */
export const isWaiting = ({ status }: Params): boolean =>
  status === 'PENDING' || status === 'AWAITING_APPROVAL';

const DECIDED: Readonly<Record<string, string>> = {
  REJECTED: now.rejected,
  CANCELLED: now.cancelled,
  EXPIRED: now.expired,
};

/**
 * Where the money is and what to do, in one or two sentences; `isMine`: this person decides; `isTold`: a message
 * came that did not fit.
 */
export function whatNow(params: Params, isMine = false, isTold = false): string {
  const { type, status } = params;
  if (type === 'ADJUSTMENT') return now.other;
  if (type === 'TRANSFER') return now.transferDone;
  if (status === 'PENDING') return whilePending(params, isTold);
  if (status === 'AWAITING_APPROVAL') return isMine ? now.awaitingYou : now.awaiting;
  if (status === 'COMPLETED') return type === 'DEPOSIT' ? now.depositDone : now.payoutDone;
  return DECIDED[String(status)] ?? (type === 'DEPOSIT' ? now.depositFailed : now.payoutFailed);
}

/** What was corrected after its end, by how much and when; null: what its state says is true. */
export function correctedNow(
  { type, amount }: Params,
  corrections: readonly StoryCorrection[],
): string | null {
  const standing = standingCorrection(corrections);
  if (!standing) return null;
  const { deposit, payout, correction } = words.transaction.corrected;
  const said = type === 'DEPOSIT' ? deposit : type === 'WITHDRAWAL' ? payout : correction;
  const sentences: Readonly<Record<string, (amount: string, when: string) => string>> = said;
  const sentence = sentences[standing.adjustment] ?? correction.reversal;
  return sentence(
    francs(correctedAmount(corrections, String(amount)) ?? standing.amount),
    instant(standing.at),
  );
}
