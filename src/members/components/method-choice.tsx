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

/** The range that all the methods share, for the amount's hint; null where they differ. */
export function sharedRange(methods: readonly MethodOption[], words: Words): string | null {
  const ranges = new Set(
    methods.map(({ min, max }) => words.form.range(groupThousands(min), groupThousands(max))),
  );
  return ranges.size === 1 ? ([...ranges][0] ?? null) : null;
}

/** One tap per method; what each accepts, where that differs. */
export const MethodChoice = ({ methods, chosen, error, words }: MethodChoiceProps) => {
  const same = sharedRange(methods, words) !== null;
  return (
    <fieldset className={error ? 'field wrong' : 'field'}>
      <legend>{words.form.method}</legend>
      <div className="choices">
        {methods.map(({ id, label, min, max }) => (
          <label key={id} className="choice">
            <input type="radio" name="method" value={id} required defaultChecked={id === chosen} />
            <span>
              {label}
              {same ? null : (
                <small>{words.form.range(groupThousands(min), groupThousands(max))}</small>
              )}
            </span>
          </label>
        ))}
      </div>
      {error ? <p className="error">{error}</p> : null}
    </fieldset>
  );
};
