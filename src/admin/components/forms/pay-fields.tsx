import React, { type FormEvent } from 'react';
import { francs } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { PayFormData } from '../record/answers.ts';
import { Field, Refusal, TextField } from './fields.tsx';
import type { FieldErrors } from './use-act.ts';

export interface TypedPayment {
  readonly amount: string;
  readonly phone: string;
  readonly method: string;
  readonly note: string;
}

interface FieldsProps {
  readonly form: PayFormData;
  readonly typed: TypedPayment;
  readonly errors: FieldErrors;
  readonly refusal: string | null;
  change(name: keyof TypedPayment): (value: string) => void;
  check(event: FormEvent): void;
}

/** Amount, method, phone and note, with the balance that they are about. */
export function PayFields({ form, typed, errors, refusal, change, check }: FieldsProps) {
  const method = form.methods.find(({ id }) => id === typed.method);
  return (
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
        label={words.pay[form.direction].phone}
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
  );
}
