import { words } from '../kit/page-data.ts';

type Params = Readonly<Record<string, unknown>>;

const { now } = words.transaction;

function whilePending({ type, gatewayState }: Params): string {
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

/** Where the money is and what to do, in one or two sentences; `isMine`: this person decides. */
export function whatNow(params: Params, isMine = false): string {
  const { type, status } = params;
  if (type === 'ADJUSTMENT') return now.other;
  if (type === 'TRANSFER') return now.transferDone;
  if (status === 'PENDING') return whilePending(params);
  if (status === 'AWAITING_APPROVAL') return isMine ? now.awaitingYou : now.awaiting;
  if (status === 'COMPLETED') return type === 'DEPOSIT' ? now.depositDone : now.payoutDone;
  return DECIDED[String(status)] ?? (type === 'DEPOSIT' ? now.depositFailed : now.payoutFailed);
}
