import React, { useState } from 'react';
import { francs } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';
import { Finder } from '../people/finder.tsx';
import type { Params } from './answers.ts';
import { FoundOperation } from './found-operation.tsx';

const say = words.breakActs.match;

export interface Picked {
  readonly id: string;
  readonly text: string;
}

/** What a match by hand is about, as the server wants it. */
export function matchParams(picked: readonly Picked[], absorb: string): Params {
  const [only, ...more] = picked;
  return {
    ...(only && more.length === 0 ? { transactionId: only.id } : {}),
    ...(more.length > 0 ? { transactionIds: picked.map(({ id }) => id) } : {}),
    ...(absorb ? { absorb } : {}),
  };
}

interface MatchProps {
  readonly picked: readonly Picked[];
  readonly absorb: string;
  pick(picked: readonly Picked[]): void;
  setAbsorb(absorb: string): void;
}

/** One line may belong to several operations; what is left over goes to an account, or the match is refused. */
export function MatchFields({ picked, absorb, pick, setAbsorb }: MatchProps) {
  const [round, setRound] = useState(0);
  return (
    <>
      <div className="field">
        <span className="label">{say.operations}</span>
        <ul className="row active-filters">
          {picked.map(({ id, text }) => (
            <li key={id}>
              <button
                type="button"
                className="chip chip-grey chip-button"
                aria-label={say.remove(text)}
                onClick={() => pick(picked.filter((other) => other.id !== id))}
              >
                {text}
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      </div>
      <details className="raw">
        <summary>{words.breaks.candidates.other}</summary>
        <Finder
          key={round}
          resource="Transaction"
          label={words.breaks.candidates.other}
          hint={words.breaks.candidates.otherHint}
          none={words.breaks.candidates.otherNone}
          chosen={null}
          draw={(record) => <FoundOperation record={record} />}
          choose={(record) => {
            if (!record || picked.some(({ id }) => id === record.id)) return;
            const name = record.populated['user']?.params['fullName'] ?? '';
            const text = `${name} ${francs(String(record.params['amount'] ?? '0'))}`;
            pick([...picked, { id: record.id, text }]);
            setRound(round + 1);
          }}
        />
      </details>
      <label className="field">
        <span>{say.absorb}</span>
        <select value={absorb} onChange={({ target }) => setAbsorb(target.value)}>
          <option value="">{say.nowhere}</option>
          {Object.entries(say.absorbs).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
