import React from 'react';

interface SelectProps<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly chosen: NoInfer<Value>;
}

/** A labelled choice of one. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { name, label, options, chosen } = props;
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <div className="box">
        <select id={name} name={name} defaultValue={chosen}>
          {Object.entries<string>(options).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
