import React, { type InputHTMLAttributes, type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
}

type ControlAttributes = Pick<
  InputHTMLAttributes<HTMLElement>,
  'id' | 'aria-invalid' | 'aria-describedby'
>;

/** A label over its control, the hint under it, the error beside it and read out. */
export function Field({
  label,
  error,
  hint,
  children,
}: FieldProps & { children(control: ControlAttributes): ReactNode }) {
  const id = useId();
  const about = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': about || undefined,
      })}
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}

interface TextProps extends FieldProps {
  readonly name: string;
  readonly value: string;
  readonly type?: 'text' | 'tel' | 'date';
  readonly numeric?: boolean;
  readonly max?: number;
  readonly min?: string;
  change(value: string): void;
}

export const TextField = ({
  name,
  value,
  type = 'text',
  numeric,
  max,
  min,
  change,
  ...rest
}: TextProps) => (
  <Field {...rest}>
    {(control) => (
      <input
        {...control}
        name={name}
        type={type}
        inputMode={numeric ? 'numeric' : undefined}
        autoComplete="off"
        maxLength={max}
        min={min}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
    )}
  </Field>
);

export const Refusal = ({ text }: { text: string | null }) =>
  text ? (
    <p className="notice notice-error" role="alert">
      {text}
    </p>
  ) : null;
