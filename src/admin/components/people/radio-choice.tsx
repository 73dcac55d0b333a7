import React, { useId } from 'react';

interface Option {
  readonly value: string;
  readonly text: string;
  readonly means: string;
}

interface ChoiceProps {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly error?: string | undefined;
  change(value: string): void;
}

/** A few choices that each say what they mean. */
export function RadioChoice({ legend, name, options, value, error, change }: ChoiceProps) {
  const id = useId();
  return (
    <fieldset className="radio-choice" aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="radio">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => change(option.value)}
          />
          <span>
            {option.text}
            <span className="hint">{option.means}</span>
          </span>
        </label>
      ))}
      {error ? (
        <p className="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
