import React, { type InputHTMLAttributes } from 'react';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly suffix?: string;
  /** Tells apart fields of the same name on one page. */
  readonly scope?: string;
}

/** A labelled input; its error stands beside it and is read out with it. */
export const Field = ({ label, hint, error, suffix, scope = '', ...input }: FieldProps) => {
  const id = `${scope}${input.name}`;
  const about = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <div className="box">
        <input
          {...input}
          id={id}
          {...(about ? { 'aria-describedby': about } : {})}
          {...(error ? { 'aria-invalid': true } : {})}
        />
        {suffix ? <span className="suffix">{suffix}</span> : null}
      </div>
      {error ? (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
};
