import React from 'react';
import { sentence } from '../../kernel/messages.ts';
import { Amount } from '../components/amount.tsx';
import { renderPage } from '../components/layout.tsx';
import { Live } from '../components/live.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { chipOf, isLost, type Operation, outcomeOf } from '../operation.ts';
import type { Viewer } from '../view.ts';
import { OutcomeNotice } from './outcome-notice.tsx';

export interface DepositPageProps {
  readonly viewer: Viewer;
  readonly deposit: Operation;
  readonly balance: string;
}

interface Look {
  readonly title: string;
  /** How soon the page asks again without a script; null: nothing more will happen. */
  readonly refreshAfter: number | null;
}

/** A deposit on its way: the page to which the gateway's payment page sends the member back. */
export function depositPage(props: DepositPageProps): string {
  const { viewer, deposit, balance } = props;
  const { words, locale, theme } = viewer;
  const look = lookOf(outcomeOf(deposit), viewer);
  const isDone = deposit.status === 'COMPLETED';
  return renderPage({
    locale,
    theme,
    title: look.title,
    section: 'topup',
    signedIn: true,
    waits: look.refreshAfter !== null,
    refreshAfter: look.refreshAfter,
    query: `depot=${deposit.id}`,
    children: (
      <Live name="deposit" say={look.title}>
        <h1>{look.title}</h1>
        <p className="sum">
          <Amount amount={deposit.amount} effect="in" lost={isLost(deposit)} />{' '}
          <StatusChip state={chipOf(deposit)} words={words} />
        </p>
        <OutcomeNotice operation={deposit} viewer={viewer}>
          <NoLink {...props} />
        </OutcomeNotice>
        <PayNow {...props} />
        <p className="available">
          {words.wallet.balance} <Amount amount={balance} />
        </p>
        <p className="actions">
          {isLost(deposit) ? (
            <a className="button" href="/wallet/topup/">
              {words.deposit.again}
            </a>
          ) : null}
          <a className={isDone ? 'button' : 'button plain'} href="/wallet/">
            {words.deposit.back}
          </a>
          <a className="button plain" href={`/wallet/operations/${deposit.id}/`}>
            {words.deposit.receipt}
          </a>
        </p>
        <p className="muted small">
          {words.deposit.reference} {deposit.id}
        </p>
      </Live>
    ),
  });
}

const NoLink = ({ deposit, viewer }: DepositPageProps) =>
  outcomeOf(deposit) === 'accepted' && !deposit.paymentUrl ? (
    <p>
      {sentence(
        viewer.locale,
        deposit.warning === 'otp_needed' ? 'warning_otp_needed' : 'warning_payment_url_missing',
      )}
    </p>
  ) : null;

const PayNow = ({ deposit, viewer }: DepositPageProps) => {
  const waits = ['accepted', 'unknown'].includes(outcomeOf(deposit));
  if (!waits || !deposit.paymentUrl) return null;
  return (
    <p className="actions">
      <a className="button" href={deposit.paymentUrl} rel="noreferrer">
        {viewer.words.deposit.payNow}
      </a>
    </p>
  );
};

function lookOf(outcome: string, { words }: Viewer): Look {
  switch (outcome) {
    case 'completed':
      return { title: words.deposit.done, refreshAfter: null };
    case 'in_flight':
      return { title: words.deposit.preparing, refreshAfter: 2 };
    case 'accepted':
      return { title: words.deposit.waiting, refreshAfter: 4 };
    case 'unknown':
      return { title: words.deposit.unknown, refreshAfter: 15 };
    default:
      return { title: words.deposit.failed, refreshAfter: null };
  }
}
