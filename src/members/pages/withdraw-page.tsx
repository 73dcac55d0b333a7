import React from 'react';
import { Available } from '../components/available.tsx';
import { renderPage } from '../components/layout.tsx';
import { PaymentForm, type PaymentFormProps } from './payment-form.tsx';

export type WithdrawPageProps = Omit<PaymentFormProps, 'action' | 'words' | 'step'> & {
  readonly balance: string;
};

export function withdrawPage(form: WithdrawPageProps): string {
  const { words, locale, theme } = form.viewer;
  return renderPage({
    locale,
    theme,
    title: words.withdraw.title,
    section: 'withdraw',
    signedIn: true,
    children: (
      <>
        <h1>{words.withdraw.title}</h1>
        <Available label={words.withdraw.available} balance={form.balance} />
        <PaymentForm {...form} action="/wallet/withdraw/" step="confirm" words={words.withdraw} />
        <p className="lead">{words.withdraw.lead}</p>
      </>
    ),
  });
}
