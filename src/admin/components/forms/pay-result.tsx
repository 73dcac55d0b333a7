import React, { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { recordUrl, words } from '../kit/page-data.ts';
import { StatusChip } from '../kit/status-chip.tsx';
import { Amount } from '../kit/values.tsx';
import type { ActAnswer, PostedTransaction } from '../record/answers.ts';
import { CopyButton } from '../record/copy-id.tsx';

/** The member pays from their own phone: by scanning, or by the link. */
function PaymentLink({ transaction }: { transaction: PostedTransaction }) {
  const { paymentUrl, paymentQr } = transaction;
  if (!paymentUrl) return null;
  return (
    <div className="payment-link">
      <p>{words.pay.showMember}</p>
      {paymentQr ? (
        <img className="qr" alt={words.pay.qr} src={`data:image/svg+xml;utf8,${encodeURIComponent(paymentQr)}`} />
      ) : null}
      <div className="row">
        <a className="button button-main" href={paymentUrl} target="_blank" rel="noreferrer">
          {words.pay.openLink}
        </a>
        <CopyButton text={paymentUrl} label={words.pay.copyLink} />
      </div>
    </div>
  );
}

/** What became of it, where the money is, and what to do next. */
export function PayResult({ answer, walletId, again }: { answer: ActAnswer; walletId: string; again(): void }) {
  const { notice, transaction, outcome, balance } = answer;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card form result">
      <h2 ref={heading} tabIndex={-1} className={`result-${notice.type}`}>
        {notice.message}
      </h2>
      {transaction ? <StatusChip status={outcome === 'unknown' ? 'UNKNOWN' : transaction.status} /> : null}
      {balance ? (
        <p>
          {words.pay.newBalance} : <strong><Amount value={balance} /></strong>
        </p>
      ) : null}
      {transaction ? <PaymentLink transaction={transaction} /> : null}
      <div className="row">
        {transaction ? (
          <Link className="button" to={recordUrl('Transaction', transaction.id)}>
            {words.pay.seeTransaction}
          </Link>
        ) : null}
        <Link className="button" to={recordUrl('Wallet', walletId)}>
          {words.pay.backToWallet}
        </Link>
        <button type="button" className="link-button" onClick={again}>
          {words.pay.again}
        </button>
      </div>
    </section>
  );
}
