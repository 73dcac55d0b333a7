import React from 'react';
import { sentence } from '../../kernel/messages.ts';
import { Amount } from '../components/amount.tsx';
import { renderPage } from '../components/layout.tsx';
import { Notice, type Tone } from '../components/notice.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { chipOf, type Operation, outcomeOf } from '../operation.ts';
import type { Viewer } from '../view.ts';

export interface DepositPageProps {
  readonly viewer: Viewer;
  readonly deposit: Operation;
  readonly balance: string;
}

interface Look {
  readonly tone: Tone;
  readonly title: string;
  /** How soon the page asks again; null: nothing more will happen. */
  readonly refreshAfter: number | null;
}

/** A deposit on its way: the page to which the gateway's payment page sends the member back. */
export function depositPage({ viewer, deposit, balance }: DepositPageProps): string {
  const { words, locale } = viewer;
  const outcome = outcomeOf(deposit);
  const look = lookOf(outcome, viewer);
  const waits = outcome === 'accepted' || outcome === 'unknown';
  return renderPage({
    locale,
    title: look.title,
    section: 'topup',
    signedIn: true,
    refreshAfter: look.refreshAfter,
    query: `depot=${deposit.id}`,
    children: (
      <>
        <h1>{look.title}</h1>
        <p className="sum">
          <Amount amount={deposit.amount} effect="in" lost={look.tone === 'red'} />{' '}
          <StatusChip state={chipOf(deposit)} words={words} />
        </p>
        <Notice tone={look.tone}>
          <p>{sentence(locale, `deposit_${outcome}`, { amount: deposit.amount })}</p>
          {deposit.failureReason ? (
            <p>{sentence(locale, `reason_${deposit.failureReason}`)}</p>
          ) : null}
          {outcome === 'accepted' && !deposit.paymentUrl ? (
            <p>{sentence(locale, 'warning_payment_url_missing')}</p>
          ) : null}
        </Notice>
        {waits && deposit.paymentUrl ? (
          <p className="actions">
            <a className="button" href={deposit.paymentUrl} rel="noreferrer">
              {words.deposit.payNow}
            </a>
          </p>
        ) : null}
        <p className="available">
          {words.wallet.balance} <Amount amount={balance} />
        </p>
        <p className="actions">
          {look.tone === 'red' ? (
            <a className="button" href="/wallet/topup/">
              {words.deposit.again}
            </a>
          ) : null}
          <a className={look.tone === 'green' ? 'button' : 'button plain'} href="/wallet/">
            {words.deposit.back}
          </a>
        </p>
        <p className="muted small">
          {words.deposit.reference} {deposit.id}
        </p>
      </>
    ),
  });
}

function lookOf(outcome: string, { words }: Viewer): Look {
  switch (outcome) {
    case 'completed':
      return { tone: 'green', title: words.deposit.done, refreshAfter: null };
    case 'in_flight':
      return { tone: 'amber', title: words.deposit.preparing, refreshAfter: 2 };
    case 'accepted':
      return { tone: 'amber', title: words.deposit.waiting, refreshAfter: 4 };
    case 'unknown':
      return { tone: 'orange', title: words.deposit.unknown, refreshAfter: 15 };
    default:
      return { tone: 'red', title: words.deposit.failed, refreshAfter: null };
  }
}
