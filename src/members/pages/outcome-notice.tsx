import React, { type ReactNode } from 'react';
import { sentence } from '../../kernel/messages.ts';
import { formatFrancs } from '../../kernel/money.ts';
import { Notice, type Tone } from '../components/notice.tsx';
import { type Operation, outcomeOf } from '../operation.ts';
import type { Viewer } from '../view.ts';

const TONES: Readonly<Record<string, Tone>> = {
  completed: 'green',
  accepted: 'amber',
  in_flight: 'amber',
  awaiting_approval: 'violet',
  unknown: 'orange',
  expired: 'grey',
  cancelled: 'grey',
};

const toneOf = (outcome: string): Tone => TONES[outcome] ?? 'red';

interface OutcomeNoticeProps {
  readonly operation: Operation;
  readonly viewer: Viewer;
  readonly title?: string;
  readonly children?: ReactNode;
  /** What stands after the sentences. */
  readonly more?: ReactNode;
}

/** What happened to a deposit or a withdrawal, and where its money is. */
export const OutcomeNotice = (props: OutcomeNoticeProps) => {
  const { operation, viewer, title } = props;
  const { locale } = viewer;
  return (
    <Notice tone={toneOf(outcomeOf(operation))} {...(title ? { title } : {})}>
      {props.children}
      <p>{whatHappened(operation, viewer)}</p>
      {operation.failureReason ? (
        <p>{sentence(locale, `reason_${operation.failureReason}`)}</p>
      ) : null}
      {props.more}
    </Notice>
  );
};

function whatHappened(operation: Operation, { words, locale }: Viewer): string {
  const { amount, type } = operation;
  const outcome = outcomeOf(operation);
  const decided = words.payout.decided;
  if (outcome === 'rejected' || outcome === 'expired' || outcome === 'cancelled') {
    return decided[outcome](formatFrancs(amount));
  }
  const code = `${type === 'DEPOSIT' ? 'deposit' : 'payout'}_${outcome}`;
  return sentence(locale, code, { amount });
}
