import React, { type TextareaHTMLAttributes } from 'react';

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly name: string;
  readonly label: string;
  readonly error?: string | undefined;
}

/** A labelled field of several lines; its error stands beside it and is read out with it. */
export const TextArea = ({ label, error, ...area }: TextAreaProps) => (
  <div className={error ? 'field wrong' : 'field'}>
    <label htmlFor={area.name}>{label}</label>
    <div className="box">
      <textarea
        {...area}
        id={area.name}
        {...(error ? { 'aria-invalid': true, 'aria-describedby': `${area.name}-error` } : {})}
      />
    </div>
    {error ? (
      <p className="error" id={`${area.name}-error`}>
        {error}
      </p>
    ) : null}
  </div>
);
