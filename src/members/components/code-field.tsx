import React from 'react';
import { Field } from './field.tsx';

interface CodeFieldProps {
  readonly label: string;
  /** A recovery code will do as well: it has letters. */
  readonly orRecovery?: boolean;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
  /** Tells apart several of them on one page. */
  readonly scope?: string;
}

/** The six digits of an authenticator app: a phone shows its digits, and offers what it knows. */
export const CodeField = ({ orRecovery = false, ...field }: CodeFieldProps) => (
  <Field
    {...field}
    name="code"
    inputMode={orRecovery ? 'text' : 'numeric'}
    autoComplete="one-time-code"
    autoCapitalize="none"
    spellCheck={false}
    maxLength={40}
    required
  />
);
