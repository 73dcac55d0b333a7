import React from 'react';
import { francs } from '../kit/format.ts';
import { word, words } from '../kit/page-data.ts';
import { shownStatus } from '../kit/status-chip.tsx';
import { Amount } from '../kit/values.tsx';
import type { BreakStory } from './answers.ts';
import type { Told } from './evidence-answers.ts';
import { whyText } from './said.ts';

const say = words.breaks.difference;

interface SideProps {
  readonly title: string;
  /** Beside the amount. */
  readonly note?: string | null;
  readonly value: string | null;
  /** What became of it there: the same amount may have happened on one side only. */
  readonly state: string | null;
}

const Side = ({ title, value, note, state }: SideProps) => (
  <div className="side">
    <dt>{title}</dt>
    <dd>
      {value === null ? <span className="muted">{say.unknown}</span> : <Amount value={value} />}
      {note ? <span className="side-state">{note}</span> : null}
      {state ? <span className="side-state">{state}</span> : null}
    </dd>
  </div>
);

const Theirs = ({ title, told }: { title: string; told: Told }) => (
  <Side
    title={title}
    value={told.amount}
    state={told.state && word('outcome', told.state === 'completed' ? 'completed' : 'failed')}
  />
);

/** What does not agree: every side that says something, what lies between them, and why, in words. */
export function Difference({ story }: { story: BreakStory }) {
  const { ours, booked, message, statement, difference } = story.difference;
  const { transaction } = story;
  const plus = difference !== null && BigInt(difference) > 0n;
  return (
    <section className="difference">
      {whyText(story).map((text, index) => (
        <p key={text} className={index === 0 ? 'why-text' : 'muted'}>
          {text}
        </p>
      ))}
      <dl className="sides">
        <Side
          title={say.ours}
          value={booked}
          note={ours !== null && ours !== booked ? say.expected(francs(ours)) : null}
          state={transaction && word('status', shownStatus(transaction.params))}
        />
        {message ? <Theirs title={say.message} told={message} /> : null}
        {statement ? <Theirs title={say.statement} told={statement} /> : null}
        {message || statement ? null : <Side title={say.theirs} value={null} state={null} />}
        <div className="side side-difference">
          <dt>{say.difference}</dt>
          <dd>
            {difference === null ? (
              <span className="muted">{say.unknown}</span>
            ) : (
              <Amount value={difference} sign={plus ? '+' : ''} />
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
