import React from 'react';
import { formatFrancs } from '../../kernel/money.ts';
import { renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import type { PayoutReview } from '../payout-review.ts';
import { phoneText } from '../phone.ts';
import type { Viewer } from '../view.ts';
import type { PaymentTyped } from './payment-form.tsx';

export interface WithdrawReviewProps {
  readonly viewer: Viewer;
  readonly review: PayoutReview;
  /** Sent on as it was typed: "Modifier" leads back to it. */
  readonly typed: PaymentTyped;
  readonly idempotencyKey: string;
  /** Whether the money goes to another number than the member's own. */
  readonly isForeign: boolean;
}

/** One sentence that says all of it, before money leaves. */
export function withdrawReviewPage(props: WithdrawReviewProps): string {
  const { viewer, review, typed, idempotencyKey, isForeign } = props;
  const { words, locale, theme } = viewer;
  const { withdraw } = words;
  const amount = formatFrancs(review.amount);
  const phone = phoneText(review.phone);
  const fields = Object.entries({ ...typed, idempotencyKey });
  return renderPage({
    locale,
    theme,
    title: withdraw.review,
    section: 'withdraw',
    signedIn: true,
    children: (
      <>
        <h1>{withdraw.review}</h1>
        <form method="post" action="/wallet/withdraw/" className="card review">
          {fields.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <p className="sentence">{withdraw.sentence(amount, phone, review.methodLabel)}</p>
          <p>{withdraw.leaves(formatFrancs(review.left))}</p>
          {isForeign ? (
            <Notice tone="amber">
              <p>{withdraw.foreign}</p>
            </Notice>
          ) : null}
          <button type="submit" className="button">
            {withdraw.confirm(amount)}
          </button>
          <button type="submit" className="button plain" name="step" value="edit">
            {withdraw.edit}
          </button>
        </form>
      </>
    ),
  });
}
