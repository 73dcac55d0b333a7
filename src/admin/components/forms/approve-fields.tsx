import React from 'react';
import { words } from '../kit/page-data.ts';
import { Field } from './fields.tsx';

interface FieldProps {
  readonly value: string;
  readonly error?: string | undefined;
  change(value: string): void;
}

/** A fresh code from the person's own phone: numbers only, filled in by the phone where it can. */
export const CodeField = ({ value, error, change }: FieldProps) => (
  <Field label={words.approvals.code} hint={words.approvals.codeHint} error={error}>
    {(control) => (
      <input
        {...control}
        name="code"
        className="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
    )}
  </Field>
);

interface ProseProps extends FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly max: number;
}

/** A few sentences for somebody to read. */
export const ProseField = ({ name, label, hint, max, value, error, change }: ProseProps) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => (
      <textarea
        {...control}
        name={name}
        rows={4}
        maxLength={max}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
    )}
  </Field>
);

/** Why something is refused: required, and read by whoever asked. */
export const ReasonField = (props: FieldProps) => (
  <ProseField
    {...props}
    name="reason"
    label={words.approvals.reason}
    hint={words.approvals.reasonHint}
    max={255}
  />
);
