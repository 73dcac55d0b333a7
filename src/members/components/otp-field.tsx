import React from 'react';
import { Field } from './field.tsx';

interface OtpFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  readonly autoFocus: boolean;
  readonly defaultValue: string;
}

/**
 * The operator's one-time code of a deposit: it may have letters, so that the whole
 * keyboard is offered. Not required here: another method may want none.
 */
export const OtpField = (field: OtpFieldProps) => (
  <Field
    {...field}
    name="otp"
    inputMode="text"
    autoComplete="one-time-code"
    autoCapitalize="characters"
    spellCheck={false}
    maxLength={12}
  />
);
