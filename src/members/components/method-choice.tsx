import React from 'react';
import { groupThousands } from '../../kernel/money.ts';
import type { Words } from '../locale/index.ts';

export interface MethodOption {
  readonly id: string;
  readonly label: string;
  readonly min: bigint;
  readonly max: bigint;
}

interface MethodChoiceProps {
  readonly methods: readonly MethodOption[];
  readonly chosen: string;
  readonly error?: string | undefined;
  readonly words: Words;
}

/** One tap per method, with what it accepts. */
export const MethodChoice = ({ methods, chosen, error, words }: MethodChoiceProps) => (
  <fieldset className={error ? 'field wrong' : 'field'}>
    <legend>{words.form.method}</legend>
    <div className="choices">
      {methods.map(({ id, label, min, max }) => (
        <label key={id} className="choice">
          <input type="radio" name="method" value={id} required defaultChecked={id === chosen} />
          <span>
            {label}
            <small>{words.form.range(groupThousands(min), groupThousands(max))}</small>
          </span>
        </label>
      ))}
    </div>
    {error ? <p className="error">{error}</p> : null}
  </fieldset>
);
