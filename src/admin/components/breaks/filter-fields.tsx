import React from 'react';
import { methodName, methods, words } from '../kit/page-data.ts';
import type { BreakFilter, FilterName } from './break-query.ts';
import type { Officer } from './queue-answers.ts';

const say = words.breaks;

type Choice = readonly (readonly [value: string, text: string])[];

const pairs = (texts: Readonly<Record<string, string>>): Choice => Object.entries(texts);

/** The choices of each filter that has few of them. */
export const choicesOf = (
  officers: readonly Officer[],
): Readonly<Partial<Record<FilterName, Choice>>> => ({
  flow: pairs(say.flows).filter(([value]) => value !== 'other'),
  method: Object.keys(methods).map((id) => [id, methodName(id)]),
  age: pairs(words.words.age),
  assignee: [...pairs(say.assignee), ...officers.map(({ id, name }) => [id, name] as const)],
  due: pairs(say.dues),
});

interface FieldsProps {
  readonly typed: BreakFilter;
  readonly officers: readonly Officer[];
  change(name: FilterName, values: readonly string[]): void;
}

/** The kinds are many and several may be wanted at once. */
function Kinds({ typed, change }: Omit<FieldsProps, 'officers'>) {
  return (
    <fieldset className="kinds">
      <legend>{say.filter.kind}</legend>
      {Object.entries(say.kind).map(([kind, text]) => (
        <label key={kind} className="kind">
          <input
            type="checkbox"
            checked={typed.kind.includes(kind)}
            onChange={({ target }) =>
              change(
                'kind',
                target.checked
                  ? [...typed.kind, kind]
                  : typed.kind.filter((other) => other !== kind),
              )
            }
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

export function FilterFields({ typed, officers, change }: FieldsProps) {
  return (
    <>
      <Kinds typed={typed} change={change} />
      {Object.entries(choicesOf(officers)).map(([key, choices]) => {
        const name = key as FilterName;
        return (
          <label className="field" key={name}>
            <span>{say.filter[name]}</span>
            <select
              value={typed[name][0] ?? ''}
              onChange={({ target }) => change(name, target.value ? [target.value] : [])}
            >
              <option value="">{words.list.all}</option>
              {choices.map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      <label className="field">
        <span>{say.filter.min}</span>
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={typed.min[0] ?? ''}
          onChange={({ target }) => change('min', target.value ? [target.value] : [])}
        />
      </label>
    </>
  );
}

/** A filter's value in words. */
export function valueText(name: FilterName, value: string, officers: readonly Officer[]): string {
  if (name === 'ids') return words.list.oneRecord;
  const found = choicesOf(officers)[name]?.find(([one]) => one === value);
  return found?.[1] ?? value;
}
