import React from 'react';
import { sentence } from '../../../kernel/messages.ts';
import { locale } from '../kit/page-data.ts';

/** What the state of a transaction does not say already. */
const SAID: readonly string[] = [
  'otp_needed',
  'payment_url_missing',
  'payment_url_refused',
  'reference_taken',
  'refused_after_final',
];

/** Something about an order that a person should know before the outcome is there. */
export const Warning = ({ code }: { code: unknown }) =>
  SAID.includes(String(code)) ? (
    <p className="notice notice-info">{sentence(locale, `warning_${code}`)}</p>
  ) : null;
