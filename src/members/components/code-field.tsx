import React from 'react';
import { Field } from './field.tsx';

interface CodeFieldProps {
  readonly label: string;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
  /** Tells apart several of them on one page. */
  readonly scope?: string;
}

/** The six digits of an authenticator app: a phone shows its digits, and offers what it knows. */
export const CodeField = (field: CodeFieldProps) => (
  <Field
    {...field}
    name="code"
    inputMode="numeric"
    autoComplete="one-time-code"
    spellCheck={false}
    maxLength={16}
    required
  />
);
