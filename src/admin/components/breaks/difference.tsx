import React from 'react';
import { words } from '../kit/page-data.ts';
import { Amount } from '../kit/values.tsx';
import type { BreakStory } from './answers.ts';
import { whyText } from './said.ts';

const say = words.breaks.difference;

const Side = ({ title, value }: { title: string; value: string | null }) => (
  <div className="side">
    <dt>{title}</dt>
    <dd>
      {value === null ? <span className="muted">{say.unknown}</span> : <Amount value={value} />}
    </dd>
  </div>
);

/** What does not agree: both sides, what lies between them, and why, in words. */
export function Difference({ story }: { story: BreakStory }) {
  const { ours, theirs, difference } = story.difference;
  const plus = difference !== null && BigInt(difference) > 0n;
  return (
    <section className="difference">
      {whyText(story).map((text, index) => (
        <p key={text} className={index === 0 ? 'why-text' : 'muted'}>
          {text}
        </p>
      ))}
      <dl className="sides">
        <Side title={say.ours} value={ours} />
        <Side title={say.theirs} value={theirs} />
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
