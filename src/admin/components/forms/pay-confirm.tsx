import React, { useEffect, useRef } from 'react';
import { francs, phoneText } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { PayFormData } from '../record/answers.ts';

interface ConfirmProps {
  readonly form: PayFormData;
  readonly amount: string;
  readonly phone: string;
  readonly method: string;
  readonly sending: boolean;
  send(): void;
  edit(): void;
}

/** `70123456` as typed, `+22670123456` grouped. */
const spoken = (typed: string): string => phoneText(typed.replace(/[\s().-]/g, ''));

/** One sentence that says all of it, and a button that repeats the verb and the amount. */
export function PayConfirm({ form, amount, phone, method, sending, send, edit }: ConfirmProps) {
  const say = words.pay[form.direction];
  const left =
    form.direction === 'deposit'
      ? BigInt(form.balance) + BigInt(amount)
      : BigInt(form.balance) - BigInt(amount);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card form confirm">
      <h2 ref={heading} tabIndex={-1}>
        {words.pay.confirmTitle}
      </h2>
      <p className="confirm-sentence">
        {say.confirm(francs(amount), form.member.name, spoken(phone), method)}{' '}
        {say.after(francs(String(left)))}
      </p>
      <button
        type="button"
        className="button button-main button-wide"
        disabled={sending}
        onClick={send}
      >
        {sending ? words.pay.sending : say.verb(francs(amount))}
      </button>
      <button type="button" className="button button-wide" disabled={sending} onClick={edit}>
        {words.pay.edit}
      </button>
    </section>
  );
}
