import React from 'react';
import { words } from '../kit/page-data.ts';
import type { PostedTransaction } from '../record/answers.ts';
import { CopyButton } from '../record/copy-id.tsx';

/** The member pays from their own phone: by scanning, or by the link. */
export function PaymentLink({ transaction }: { transaction: PostedTransaction }) {
  const { paymentUrl, paymentQr } = transaction;
  if (!paymentUrl) return null;
  return (
    <div className="payment-link">
      <p>{words.pay.showMember}</p>
      {paymentQr ? (
        <img
          className="qr"
          alt={words.pay.qr}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(paymentQr)}`}
        />
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
