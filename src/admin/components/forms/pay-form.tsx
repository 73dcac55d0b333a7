import React, { type FormEvent, useEffect, useRef, useState } from 'react';
import { recordPath } from '../kit/api.ts';
import { francs, phoneText, typedFrancs } from '../kit/format.ts';
import { recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Empty } from '../kit/states.tsx';
import type { ActAnswer, PageProps, PayFormData } from '../record/answers.ts';
import { PayConfirm } from './pay-confirm.tsx';
import { PayFields, type TypedPayment } from './pay-fields.tsx';
import { PayResult } from './pay-result.tsx';
import { type FieldErrors, useAct } from './use-act.ts';

/** What can be told without asking the server; the operation checks everything again. */
function mistakes(typed: TypedPayment, form: PayFormData): FieldErrors {
  const amount = typedFrancs(typed.amount);
  const tooMuch =
    amount !== null && form.direction === 'payout' && BigInt(amount) > BigInt(form.balance);
  return {
    ...(amount === null ? { amount: words.pay.amountNeeded } : {}),
    ...(tooMuch ? { amount: words.pay.notEnough(francs(form.balance)) } : {}),
    ...(typed.phone.trim() === '' ? { phone: words.pay.phoneNeeded } : {}),
    ...(typed.method === '' ? { method: words.pay.methodNeeded } : {}),
  };
}

const firstTyped = ({ methods, member }: PayFormData): TypedPayment => ({
  amount: '',
  phone: phoneText(member.phone ?? '').replaceAll('\u00a0', ' '),
  method: (methods.length === 1 ? methods[0]?.id : undefined) ?? '',
  note: '',
});

/** Asked for beside the sentence that says what will be done. */
const CODES: readonly string[] = ['code', 'otp'];

/** The step of the form that is on screen. */
function Step({ action, answer }: PageProps) {
  const form = answer.form as PayFormData;
  const { record } = answer;
  const [typed, setTyped] = useState(() => firstTyped(form));
  const [checking, setChecking] = useState(false);
  const [done, setDone] = useState<ActAnswer | null>(null);
  const { act, sending, errors, setErrors, refusal, renew } = useAct(
    recordPath('Wallet', record.id, action),
  );
  const method = form.methods.find(({ id }) => id === typed.method);
  /** The method for which the operation wanted the operator's code. */
  const [otpFor, setOtpFor] = useState<string | null>(null);
  const [otp, setOtp] = useState('');
  const sentBy = useRef('');
  // A code is corrected where it was typed; anything else, back in the fields.
  useEffect(() => {
    if (errors['otp']) setOtpFor(sentBy.current);
    if (Object.keys(errors).some((field) => !CODES.includes(field))) setChecking(false);
  }, [errors]);
  useEffect(() => {
    if (refusal !== null) setChecking(false);
  }, [refusal]);

  const check = (event: FormEvent) => {
    event.preventDefault();
    const found = mistakes(typed, form);
    setErrors(found);
    setChecking(Object.keys(found).length === 0);
  };
  const asksOtp = otpFor === typed.method;
  const send = async (code: string | null) => {
    sentBy.current = typed.method;
    const told = await act({
      ...typed,
      ...(code === null ? {} : { code }),
      ...(asksOtp ? { otp } : {}),
    });
    if (told) setDone(told);
  };

  const anotherCode = () => {
    renew();
    setOtp('');
    setDone(null);
  };

  if (done)
    return (
      <PayResult
        direction={form.direction}
        answer={done}
        walletId={record.id}
        again={() => window.location.reload()}
        anotherCode={anotherCode}
      />
    );
  if (form.methods.length === 0) return <Empty title={words.pay.noMethods} />;
  if (checking && method)
    return (
      <PayConfirm
        form={form}
        amount={typedFrancs(typed.amount) ?? '0'}
        phone={typed.phone}
        method={method.label}
        sending={sending}
        errors={errors}
        otp={asksOtp ? otp : null}
        setOtp={setOtp}
        send={send}
        edit={() => setChecking(false)}
      />
    );
  return (
    <PayFields
      form={form}
      typed={typed}
      errors={errors}
      refusal={refusal}
      change={(name) => (value) => setTyped((before) => ({ ...before, [name]: value }))}
      check={check}
    />
  );
}

/** Deposit or payout: filled in, checked on screen, and sent by one POST. */
export function PayForm(props: PageProps) {
  const { record } = props.answer;
  const { direction, member } = props.answer.form as PayFormData;
  return (
    <>
      <PageHead
        title={`${words.pay[direction].title} · ${member.name}`}
        crumb={{ to: recordUrl('Wallet', record.id), text: member.name || words.one.Wallet }}
      />
      <Step {...props} />
    </>
  );
}
