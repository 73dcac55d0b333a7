import React from 'react';
import { Amount } from '../components/amount.tsx';
import { renderPage } from '../components/layout.tsx';
import { PaymentForm, type PaymentFormProps } from './payment-form.tsx';

export type WithdrawPageProps = Omit<PaymentFormProps, 'action' | 'words' | 'balance'> & {
  readonly balance: string;
};

export function withdrawPage(form: WithdrawPageProps): string {
  const { words, locale } = form.viewer;
  return renderPage({
    locale,
    title: words.withdraw.title,
    section: 'withdraw',
    signedIn: true,
    children: (
      <>
        <h1>{words.withdraw.title}</h1>
        <p className="available">
          {words.withdraw.available} <Amount amount={form.balance} />
        </p>
        <PaymentForm {...form} action="/wallet/withdraw/" words={words.withdraw} />
        <p className="lead">{words.withdraw.lead}</p>
      </>
    ),
  });
}
