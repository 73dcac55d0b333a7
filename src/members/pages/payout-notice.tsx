import React from 'react';
import { Amount } from '../components/amount.tsx';
import { Live } from '../components/live.tsx';
import type { Words } from '../locale/index.ts';
import { type Operation, outcomeOf } from '../operation.ts';
import { phoneText } from '../phone.ts';
import type { Viewer } from '../view.ts';
import { OutcomeNotice } from './outcome-notice.tsx';

/** How the withdrawal that was just asked for stands, and where its money is. */
export const PayoutNotice = ({ payout, viewer }: { payout: Operation; viewer: Viewer }) => {
  const title = titleOf(outcomeOf(payout), viewer.words);
  return (
    <Live name="payout" say={title}>
      <OutcomeNotice
        operation={payout}
        viewer={viewer}
        title={title}
        more={
          <p>
            <a href={`/wallet/operations/${payout.id}/`}>{viewer.words.payout.receipt}</a>
          </p>
        }
      >
        <p>
          <Amount amount={payout.amount} />
          {payout.phone ? ` → ${phoneText(payout.phone)}` : null}
        </p>
      </OutcomeNotice>
    </Live>
  );
};

function titleOf(outcome: string, { payout }: Words): string {
  switch (outcome) {
    case 'completed':
      return payout.done;
    case 'accepted':
    case 'in_flight':
      return payout.pending;
    case 'awaiting_approval':
      return payout.approval;
    case 'unknown':
    case 'rejected':
    case 'expired':
    case 'cancelled':
      return payout[outcome];
    default:
      return payout.failed;
  }
}
