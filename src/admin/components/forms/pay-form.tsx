import React, { type FormEvent, useState } from 'react';
import { recordPath } from '../kit/api.ts';
import { francs, phoneText, typedFrancs } from '../kit/format.ts';
import { recordUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Empty } from '../kit/states.tsx';
import { Amount } from '../kit/values.tsx';
import type { ActAnswer, PageProps, PayFormData } from '../record/answers.ts';
import { Field, Refusal, TextField } from './fields.tsx';
import { PayConfirm } from './pay-confirm.tsx';
import { PayResult } from './pay-result.tsx';
import { type FieldErrors, useAct } from './use-act.ts';

interface Typed {
  readonly amount: string;
  readonly phone: string;
  readonly method: string;
  readonly note: string;
}

/** What can be told without asking the server; the operation checks everything again. */
function mistakes(typed: Typed, form: PayFormData): FieldErrors {
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

/** Deposit or payout: filled in, checked on screen, and sent by one POST. */
export function PayForm({ action, answer }: PageProps) {
  const form = answer.form as PayFormData;
  const { record } = answer;
  const say = words.pay[form.direction];
  const only = form.methods.length === 1 ? form.methods[0]?.id : undefined;
  const [typed, setTyped] = useState<Typed>({
    amount: '',
    phone: phoneText(form.member.phone ?? '').replaceAll('\u00a0', ' '),
    method: only ?? '',
    note: '',
  });
  const [checking, setChecking] = useState(false);
  const [done, setDone] = useState<ActAnswer | null>(null);
  const { act, sending, errors, setErrors, refusal } = useAct(
    recordPath('Wallet', record.id, action),
  );
  const method = form.methods.find(({ id }) => id === typed.method);
  const change = (name: keyof Typed) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));

  const check = (event: FormEvent) => {
    event.preventDefault();
    const found = mistakes(typed, form);
    setErrors(found);
    setChecking(Object.keys(found).length === 0);
  };
  const send = async () => {
    const told = await act({ ...typed });
    setChecking(false);
    if (told) setDone(told);
  };

  const head = (
    <PageHead
      title={`${say.title} · ${form.member.name}`}
      crumb={{ to: recordUrl('Wallet', record.id), text: form.member.name || words.one.Wallet }}
    />
  );
  if (done)
    return (
      <>
        {head}
        <PayResult
          direction={form.direction}
          answer={done}
          walletId={record.id}
          again={() => window.location.reload()}
        />
      </>
    );
  if (form.methods.length === 0)
    return (
      <>
        {head}
        <Empty title={words.pay.noMethods} />
      </>
    );
  if (checking && method) {
    return (
      <>
        {head}
        <PayConfirm
          form={form}
          amount={typedFrancs(typed.amount) ?? '0'}
          phone={typed.phone}
          method={method.label}
          sending={sending}
          send={send}
          edit={() => setChecking(false)}
        />
      </>
    );
  }
  return (
    <>
      {head}
      <form className="card form" onSubmit={check} noValidate>
        <Refusal text={refusal} />
        <p className="balance-line">
          {words.pay.balance}{' '}
          <strong>
            <Amount value={form.balance} />
          </strong>
        </p>
        <TextField
          label={words.pay.amount}
          name="amount"
          numeric
          value={typed.amount}
          change={change('amount')}
          error={errors['amount']}
          hint={method ? words.pay.limits(francs(method.min), francs(method.max)) : undefined}
        />
        <Field label={words.pay.method} error={errors['method']}>
          {(control) => (
            <select
              {...control}
              name="method"
              value={typed.method}
              onChange={({ target }) => change('method')(target.value)}
            >
              <option value="">{words.pay.chooseMethod}</option>
              {form.methods.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField
          label={say.phone}
          name="phone"
          type="tel"
          value={typed.phone}
          change={change('phone')}
          error={errors['phone']}
        />
        <TextField
          label={words.pay.note}
          name="note"
          max={255}
          value={typed.note}
          change={change('note')}
          error={errors['note']}
        />
        <button type="submit" className="button button-main button-wide">
          {words.pay.next}
        </button>
      </form>
    </>
  );
}
