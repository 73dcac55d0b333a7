import React from 'react';
import type { FilterControl } from '../../definition.ts';
import { fieldName, methodName, word, words } from '../kit/page-data.ts';

interface ControlProps {
  readonly control: FilterControl;
  readonly typed: ReadonlyMap<string, string>;
  change(name: string, value: string): void;
}

function Choice({ control, typed, change }: ControlProps) {
  const say = (value: string) =>
    control.words === 'method' ? methodName(value) : word(control.words ?? '', value);
  return (
    <label className="field">
      <span>{fieldName(control.name)}</span>
      <select
        value={typed.get(control.name) ?? ''}
        onChange={({ target }) => change(control.name, target.value)}
      >
        <option value="">{words.list.all}</option>
        {control.values?.map((value) => (
          <option key={value} value={value}>
            {say(value)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Range({ control, typed, change }: ControlProps) {
  const name = fieldName(control.name);
  const days = control.kind === 'days';
  const ends = [
    ['from', days ? words.list.from(name) : words.list.least(name)],
    ['to', days ? words.list.to(name) : words.list.most(name)],
  ] as const;
  return (
    <>
      {ends.map(([end, label]) => {
        const key = `${control.name}~~${end}`;
        return (
          <label className="field" key={key}>
            <span>{label}</span>
            <input
              type={days ? 'date' : 'text'}
              inputMode={days ? undefined : 'numeric'}
              value={typed.get(key) ?? ''}
              onChange={({ target }) => change(key, target.value)}
            />
          </label>
        );
      })}
    </>
  );
}

const Text = ({ control, typed, change }: ControlProps) => (
  <label className="field">
    <span>{fieldName(control.name)}</span>
    <input
      type="text"
      maxLength={200}
      autoComplete="off"
      value={typed.get(control.name) ?? ''}
      onChange={({ target }) => change(control.name, target.value)}
    />
  </label>
);

/** One filter's inputs: a choice, a text, two days or two amounts. */
export function ControlFields(props: ControlProps) {
  const { kind } = props.control;
  if (kind === 'choice') return <Choice {...props} />;
  return kind === 'text' ? <Text {...props} /> : <Range {...props} />;
}
