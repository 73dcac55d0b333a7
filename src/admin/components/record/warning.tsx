import React from 'react';
import { sentence } from '../../../kernel/messages.ts';
import { locale } from '../kit/page-data.ts';

/** What the state of the transaction says already. */
const SAID: readonly string[] = ['no_answer', 'interrupted'];

/** Something about an order that a person should know before the outcome is there. */
export const Warning = ({ code }: { code: unknown }) =>
  code && !SAID.includes(String(code)) ? (
    <p className="notice notice-info">{sentence(locale, `warning_${code}`)}</p>
  ) : null;
