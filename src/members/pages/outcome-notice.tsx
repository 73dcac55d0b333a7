import React, { type ReactNode } from 'react';
import { sentence } from '../../kernel/messages.ts';
import { formatFrancs } from '../../kernel/money.ts';
import { formatInstant } from '../../kernel/time.ts';
import { Notice, type Tone } from '../components/notice.tsx';
import { type Corrected, type Operation, outcomeOf } from '../operation.ts';
import type { Viewer } from '../view.ts';

const TONES: Readonly<Record<string, Tone>> = {
  completed: 'green',
  accepted: 'amber',
  in_flight: 'amber',
  awaiting_approval: 'violet',
  unknown: 'orange',
  expired: 'grey',
  cancelled: 'grey',
  aside: 'grey',
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
    <Notice
      tone={operation.corrected ? 'orange' : toneOf(outcomeOf(operation))}
      {...(title ? { title } : {})}
    >
      {props.children}
      <p>{whatHappened(operation, viewer)}</p>
      {operation.failureReason && !operation.corrected ? (
        <p>{sentence(locale, `reason_${operation.failureReason}`)}</p>
      ) : null}
      {props.more}
    </Notice>
  );
};

/** What was corrected of it since, by how much and when: its own state alone would not be true any more. */
export function correctedText(
  { adjustment, amount, at }: Corrected,
  { words, locale, zone }: Pick<Viewer, 'words' | 'locale' | 'zone'>,
): string {
  const sentences: Readonly<Record<string, (amount: string, at: string) => string>> =
    words.receipt.corrected;
  const sentence = sentences[adjustment ?? ''] ?? words.receipt.corrected.reversal;
  return sentence(formatFrancs(amount), formatInstant(at, zone, locale));
}

function whatHappened(operation: Operation, { words, locale, zone }: Viewer): string {
  const { amount, type, corrected } = operation;
  if (corrected) return correctedText(corrected, { words, locale, zone });
  const outcome = outcomeOf(operation);
  const decided = words.payout.decided;
  if (outcome === 'rejected' || outcome === 'expired' || outcome === 'cancelled') {
    return decided[outcome](formatFrancs(amount));
  }
  if (outcome === 'aside') return words.deposit.aside(formatFrancs(amount));
  const code = `${type === 'DEPOSIT' ? 'deposit' : 'payout'}_${outcome}`;
  return sentence(locale, code, { amount });
}
