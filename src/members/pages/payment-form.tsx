import React from 'react';
import { formatPhone } from '../../kernel/phone.ts';
import { Field } from '../components/field.tsx';
import { MethodChoice, type MethodOption, sharedRange } from '../components/method-choice.tsx';
import { Notice } from '../components/notice.tsx';
import { OtpField } from '../components/otp-field.tsx';
import type { Viewer } from '../view.ts';

/** What was typed, as it was typed. */
export interface PaymentTyped {
  readonly amount: string;
  readonly phone: string;
  readonly method: string;
  /** The operator's one-time code of a deposit, once it was asked for. */
  readonly otp?: string;
}

/** Why nothing was sent; beside its field where it has one. */
export interface FormProblem {
  readonly field: string | null;
  readonly sentence: string;
}

export interface PaymentFormProps {
  readonly viewer: Viewer;
  readonly action: '/wallet/topup/' | '/wallet/withdraw/';
  readonly words: { submit: string; submitAmount?: string; phoneHint: string; left?: string };
  /** What sending the form asks for, where it is not the payment itself. */
  readonly step?: 'confirm';
  readonly methods: readonly MethodOption[];
  readonly typed: PaymentTyped;
  readonly problem: FormProblem | null;
  /** Makes this rendering of the form act once, however often it is sent. */
  readonly idempotencyKey: string;
  /** False while orders are refused because the gateway does not answer. */
  readonly gatewayUp: boolean;
}

const FIELDS = new Set(['amount', 'phone', 'method', 'otp']);

/** The form of a deposit or a withdrawal: three fields and a button. */
export const PaymentForm = (props: PaymentFormProps) => {
  const { viewer, words, methods, typed, problem, idempotencyKey, step } = props;
  const form = viewer.words.form;
  if (methods.length === 0) return <Notice tone="amber" title={form.noMethod} />;
  const errorOf = (field: string) => (problem?.field === field ? problem.sentence : undefined);
  const beside = problem?.field && FIELDS.has(problem.field);
  return (
    <>
      {props.gatewayUp || problem ? null : (
        <Notice tone="orange" title={form.gatewayDown}>
          <p>{form.gatewayDownText}</p>
        </Notice>
      )}
      {problem && !beside ? (
        <Notice tone="red" title={form.errorTitle}>
          <p>{problem.sentence}</p>
        </Notice>
      ) : null}
      <form
        method="post"
        action={props.action}
        className="card"
        {...(words.submitAmount ? { 'data-submit': words.submitAmount } : {})}
        {...(words.left ? { 'data-left': words.left } : {})}
      >
        {step ? <input type="hidden" name="step" value={step} /> : null}
        <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
        <Field
          name="amount"
          label={form.amount}
          hint={sharedRange(methods, viewer.words) ?? form.amountHint}
          error={errorOf('amount')}
          suffix="F CFA"
          inputMode="numeric"
          autoComplete="off"
          required
          autoFocus={problem === null || problem.field === 'amount'}
          defaultValue={typed.amount}
        />
        <MethodChoice
          methods={methods}
          chosen={typed.method}
          error={errorOf('method')}
          words={viewer.words}
        />
        <Field
          name="phone"
          type="tel"
          label={form.phone}
          hint={words.phoneHint}
          error={errorOf('phone')}
          autoComplete="tel"
          required
          defaultValue={typed.phone}
        />
        {problem?.field === 'otp' || typed.otp ? (
          <OtpField
            label={form.otp}
            hint={form.otpHint}
            error={errorOf('otp')}
            autoFocus={problem?.field === 'otp'}
            defaultValue={typed.otp ?? ''}
          />
        ) : null}
        <p className="left" aria-live="polite" />
        <button type="submit" className="button">
          {words.submit}
        </button>
      </form>
    </>
  );
};

/** What the form holds before anything was typed. */
export const untyped = (phone: string | null, method: string): PaymentTyped => ({
  amount: '',
  phone: phone ? formatPhone(phone) : '',
  method,
});
