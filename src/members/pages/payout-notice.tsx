import React from 'react';
import { sentence } from '../../kernel/messages.ts';
import { formatPhone } from '../../kernel/phone.ts';
import { Amount } from '../components/amount.tsx';
import { Notice, type Tone } from '../components/notice.tsx';
import { type Operation, outcomeOf } from '../operation.ts';
import type { Viewer } from '../view.ts';

/** How the withdrawal that was just asked for stands, and where its money is. */
export const PayoutNotice = ({ payout, viewer }: { payout: Operation; viewer: Viewer }) => {
  const { words, locale } = viewer;
  const outcome = outcomeOf(payout);
  const [tone, title] = ((): [Tone, string] => {
    switch (outcome) {
      case 'completed':
        return ['green', words.payout.done];
      case 'accepted':
      case 'in_flight':
        return ['amber', words.payout.pending];
      case 'awaiting_approval':
        return ['violet', words.payout.approval];
      case 'unknown':
        return ['orange', words.payout.unknown];
      default:
        return ['red', words.payout.failed];
    }
  })();
  return (
    <Notice tone={tone} title={title}>
      <p>
        <Amount amount={payout.amount} />
        {payout.phone ? ` → ${formatPhone(payout.phone)}` : null}
      </p>
      <p>{sentence(locale, `payout_${outcome}`, { amount: payout.amount })}</p>
      {payout.failureReason ? <p>{sentence(locale, `reason_${payout.failureReason}`)}</p> : null}
    </Notice>
  );
};
