import React from 'react';
import { sentence } from '../../../kernel/messages.ts';
import { locale } from '../kit/page-data.ts';

/** What the state of the transaction says already. */
const SAID: readonly string[] = ['no_answer', 'interrupted'];

/** What a person has to look into even though the transaction is final. */
const AFTER_THE_END: readonly string[] = ['reference_differs', 'refused_after_final'];

/** Something about an order that a person should know; most of it only until the outcome is there. */
export const Warning = ({ code, isOpen }: { code: unknown; isOpen: boolean }) =>
  code && (isOpen ? !SAID.includes(String(code)) : AFTER_THE_END.includes(String(code))) ? (
    <p className="notice notice-info">{sentence(locale, `warning_${code}`)}</p>
  ) : null;
