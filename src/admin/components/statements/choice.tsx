import React from 'react';
import { Field } from '../forms/fields.tsx';

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly hint?: string | undefined;
  change(value: string): void;
}

/** One of a few. */
export const Choice = ({ label, name, value, options, hint, change }: ChoiceProps) => (
  <Field label={label} hint={hint}>
    {(control) => (
      <select
        {...control}
        name={name}
        value={value}
        onChange={({ target }) => change(target.value)}
      >
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Field>
);
