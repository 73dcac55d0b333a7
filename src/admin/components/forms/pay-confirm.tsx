import React, { type FormEvent, useEffect, useRef, useState } from 'react';
import { francs, phoneText } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import type { PayFormData } from '../record/answers.ts';
import { CodeField } from './approve-fields.tsx';
import { OtpField } from './otp-field.tsx';
import { Forecast, forecastOf } from './pay-forecast.tsx';
import type { FieldErrors } from './use-act.ts';

interface ConfirmProps {
  readonly form: PayFormData;
  readonly amount: string;
  readonly phone: string;
  readonly method: string;
  readonly sending: boolean;
  /** What the server said about the codes. */
  readonly errors: FieldErrors;
  /** The one-time code that the payer's operator wants with the order, as typed; null: it wants none. */
  readonly otp: string | null;
  setOtp(otp: string): void;
  send(code: string | null): void;
  edit(): void;
}

/** `70123456` as typed, `+22670123456` grouped. */
const spoken = (typed: string): string => phoneText(typed.replace(/[\s().-]/g, ''));

/** One sentence that says all of it, and a button that repeats the verb and the amount. */
export function PayConfirm(props: ConfirmProps) {
  const { form, amount, phone, method, sending, errors, otp, setOtp, send, edit } = props;
  const say = words.pay[form.direction];
  const left =
    form.direction === 'deposit'
      ? BigInt(form.balance) + BigInt(amount)
      : BigInt(form.balance) - BigInt(amount);
  const needsCode = form.stepUpAbove !== null && BigInt(amount) > BigInt(form.stepUpAbove);
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const without = (needsCode && code.trim() === '') || otp?.trim() === '';
    setMissing(without);
    if (!without) send(needsCode ? code : null);
  };
  return (
    <form className="card form confirm" onSubmit={submit} noValidate>
      <h2 ref={heading} tabIndex={-1}>
        {words.pay.confirmTitle}
      </h2>
      <p className="confirm-sentence">
        {say.confirm(francs(amount), form.member.name, spoken(phone), method)}{' '}
        {say.after(francs(String(left)))}
      </p>
      <Forecast reasons={forecastOf(form, amount, phone)} />
      {needsCode ? (
        <CodeField
          value={code}
          change={setCode}
          error={missing && code.trim() === '' ? words.approvals.codeNeeded : errors['code']}
        />
      ) : null}
      {otp !== null ? (
        <OtpField
          value={otp}
          change={setOtp}
          error={missing && otp.trim() === '' ? words.gateway.otp.needed : errors['otp']}
        />
      ) : null}
      <button type="submit" className="button button-main button-wide" disabled={sending}>
        {sending ? words.pay.sending : say.verb(francs(amount))}
      </button>
      <button type="button" className="button button-wide" disabled={sending} onClick={edit}>
        {words.pay.edit}
      </button>
    </form>
  );
}
