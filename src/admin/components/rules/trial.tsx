import React, { useEffect, useRef } from 'react';
import { francs } from '../kit/format.ts';
import { words } from '../kit/page-data.ts';
import { Failed, Skeleton } from '../kit/states.tsx';
import type { BackTest, DryRun, Rule } from './answers.ts';
import { ruleName } from './draft.ts';
import { Samples } from './samples.tsx';
import { useTrial } from './use-trial.ts';

const say = words.rules;

const Dry = ({ dry }: { dry: DryRun }) => (
  <>
    <p className="trial-sentence">
      {dry.lines === 0 ? say.dry.none : say.dry.would(dry.lines, francs(dry.value))}
    </p>
    <Samples pairs={dry.samples} name={say.dry.title} />
  </>
);

function Back({ back }: { back: BackTest }) {
  if (back.decisions === 0) return <p>{say.back.none}</p>;
  return (
    <>
      <p className={back.wrong > 0 ? 'trial-sentence trial-wrong' : 'trial-sentence'}>
        {say.back.would(back.would, back.wrong, francs(back.wrongValue))}
      </p>
      <p className="muted">
        {say.back.decisions(back.decisions)}, {say.back.right(back.right)}
      </p>
      <Samples pairs={back.samples} name={say.back.title} />
    </>
  );
}

/** What a rule would do now, beside what it would have done; under both, whatever comes next. */
export function TrialView({ rule, children }: { rule: Rule; children?: React.ReactNode }) {
  const { dry, back, failure, again } = useTrial(rule);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card trial">
      <h2 ref={heading} tabIndex={-1}>
        {say.trial(ruleName(rule))}
      </h2>
      <p className="muted">{say.trialHint}</p>
      {failure ? (
        <Failed failure={failure} retry={again} />
      ) : (
        <div className="trial-sides" aria-live="polite">
          <section>
            <h3>{say.dry.title}</h3>
            {dry ? <Dry dry={dry} /> : <Skeleton rows={2} />}
          </section>
          <section>
            <h3>{say.back.title}</h3>
            {back ? <Back back={back} /> : <Skeleton rows={2} />}
          </section>
        </div>
      )}
      {children}
    </section>
  );
}
