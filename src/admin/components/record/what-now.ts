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

/** Where the money is and what to do, in one or two sentences. */
export function whatNow(params: Params): string {
  const { type, status } = params;
  if (type === 'ADJUSTMENT') return now.other;
  if (type === 'TRANSFER') return now.transferDone;
  if (status === 'PENDING') return whilePending(params);
  if (status === 'AWAITING_APPROVAL') return now.awaiting;
  if (status === 'COMPLETED') return type === 'DEPOSIT' ? now.depositDone : now.payoutDone;
  return type === 'DEPOSIT' ? now.depositFailed : now.payoutFailed;
}
