import React from 'react';
import { words } from '../kit/page-data.ts';
import { Field } from './fields.tsx';

const say = words.gateway.otp;

interface OtpProps {
  readonly value: string;
  readonly error?: string | undefined;
  change(value: string): void;
}

/** The operator's one-time code of a deposit: it may have letters, so that the whole keyboard is offered. */
export const OtpField = ({ value, error, change }: OtpProps) => (
  <Field label={say.label} hint={say.hint} error={error}>
    {(control) => (
      <input
        {...control}
        name="otp"
        className="code"
        inputMode="text"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={12}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
    )}
  </Field>
);
