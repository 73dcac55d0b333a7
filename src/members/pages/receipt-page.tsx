import React from 'react';
import { formatFrancs } from '../../kernel/money.ts';
import { formatInstant } from '../../kernel/time.ts';
import { Amount } from '../components/amount.tsx';
import { Icon } from '../components/icon.tsx';
import { renderPage } from '../components/layout.tsx';
import { Live } from '../components/live.tsx';
import { Notice } from '../components/notice.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { chipOf, correctionChip, isLost, isOpen, kindOf } from '../operation.ts';
import { type DisputeProps, DisputeSection } from './dispute-section.tsx';
import { correctedText, OutcomeNotice } from './outcome-notice.tsx';
import { ReceiptFacts } from './receipt-facts.tsx';

export interface ReceiptPageProps extends DisputeProps {
  readonly methodLabel: string | null;
}

/** One operation, to read, to show and to print: what it was, how it stands, where its money is. */
export function receiptPage(props: ReceiptPageProps): string {
  const { viewer, receipt } = props;
  const { words, locale, theme } = viewer;
  const kind = words.kinds[kindOf(receipt)];
  const correction = correctionChip(receipt);
  return renderPage({
    locale,
    theme,
    title: `${kind} ${formatFrancs(receipt.amount)}`,
    section: 'wallet',
    signedIn: true,
    waits: isOpen(receipt),
    children: (
      <>
        <Live name="receipt" say={`${kind} ${words.statuses[chipOf(receipt)]}`} className="receipt">
          <p className="kicker">
            {receipt.status === 'COMPLETED' ? words.receipt.proof : words.receipt.progress}
          </p>
          <h1>{kind}</h1>
          <p className="sum">
            <Amount amount={receipt.amount} effect={receipt.effect} lost={isLost(receipt)} />{' '}
            <StatusChip state={chipOf(receipt)} words={words} />{' '}
            {correction ? <StatusChip state={correction} words={words} /> : null}
          </p>
          <WhatHappened {...props} />
          <Corrections {...props} />
          <ReceiptFacts {...props} />
          {receipt.seal ? (
            <p className="muted small">{words.receipt.sealHow(receipt.seal.seq)}</p>
          ) : null}
          <p className="muted small">
            {words.receipt.shownAt(formatInstant(viewer.now, viewer.zone, locale))}
          </p>
        </Live>
        <p className="actions">
          <button type="button" className="button plain" data-print hidden>
            <Icon name="print" />
            {words.receipt.print}
          </button>
          <a className="button plain" href="/wallet/#history">
            {words.receipt.back}
          </a>
        </p>
        <DisputeSection {...props} />
      </>
    ),
  });
}

/** From an operation to what corrected it, and back. */
const Corrections = ({ viewer, receipt }: ReceiptPageProps) => {
  const { words } = viewer;
  const { corrected, corrects } = receipt;
  if (!corrected && !corrects) return null;
  return (
    <p className="actions">
      {corrected?.by.map(({ id, amount }) => (
        <a key={id} className="button plain" href={`/wallet/operations/${id}/`}>
          {corrected.by.length > 1
            ? words.receipt.seeCorrectionOf(formatFrancs(amount))
            : words.receipt.seeCorrection}
        </a>
      ))}
      {corrects ? (
        <a className="button plain" href={`/wallet/operations/${corrects.id}/`}>
          {words.receipt.seeCorrected}
        </a>
      ) : null}
    </p>
  );
};

const WhatHappened = ({ viewer, receipt }: ReceiptPageProps) => {
  const kind = kindOf(receipt);
  if (kind === 'DEPOSIT' || kind === 'WITHDRAWAL') {
    const canPay = kind === 'DEPOSIT' && isOpen(receipt) && !receipt.aside && receipt.paymentUrl;
    return (
      <>
        <OutcomeNotice operation={receipt} viewer={viewer} />
        {canPay ? (
          <p className="actions">
            <a className="button" href={`/wallet/topup/?depot=${receipt.id}`}>
              {viewer.words.wallet.pay}
            </a>
          </p>
        ) : null}
      </>
    );
  }
  const { moved } = viewer.words.receipt;
  const adjusted: Readonly<Record<string, string>> = viewer.words.receipt.adjusted;
  if (receipt.corrected) {
    return (
      <Notice tone="orange">
        <p>{correctedText(receipt.corrected, viewer)}</p>
      </Notice>
    );
  }
  return receipt.status === 'COMPLETED' ? (
    <Notice tone={receipt.adjustment === 'double_funded' ? 'orange' : 'green'}>
      <p>{(receipt.adjustment && adjusted[receipt.adjustment]) || moved[kind]}</p>
    </Notice>
  ) : null;
};
