import React from 'react';
import { renderPage } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { PaymentForm, type PaymentFormProps } from './payment-form.tsx';

export type TopupPageProps = Omit<PaymentFormProps, 'action' | 'words' | 'step'> & {
  readonly openDeposits: number;
};

export function topupPage({ openDeposits, ...form }: TopupPageProps): string {
  const { words, locale, theme } = form.viewer;
  return renderPage({
    locale,
    theme,
    title: words.topup.title,
    section: 'topup',
    signedIn: true,
    children: (
      <>
        <h1>{words.topup.title}</h1>
        <p className="lead">{words.topup.lead}</p>
        {openDeposits > 0 && form.problem === null ? (
          <Notice tone="amber" title={words.topup.open(openDeposits)}>
            <p>
              <a href="/wallet/">{words.topup.seeOpen}</a>
            </p>
          </Notice>
        ) : null}
        <PaymentForm {...form} action="/wallet/topup/" words={words.topup} />
      </>
    ),
  });
}
