import React from 'react';
import { Figure } from '../dashboard/figure.tsx';
import { root, words } from '../kit/page-data.ts';
import { count } from './figures.ts';

/** Outcomes that leave nothing to do; every other one is a break, and its figure leads there. */
const QUIET: readonly string[] = ['matched', 'repeated', 'not_happened', 'waiting'];

type Outcomes = Readonly<Record<string, number>>;

const NAMES: Readonly<Record<string, string>> = {
  ...words.statements.file.outcome,
  ...words.breaks.kind,
};
const ORDER = Object.keys(NAMES);

const placed = (outcomes: Outcomes) =>
  Object.entries(outcomes)
    .filter(([, lines]) => lines > 0)
    .sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));

/** How many lines are a break. */
export const differencesIn = (outcomes: Outcomes): number =>
  Object.entries(outcomes)
    .filter(([outcome]) => !QUIET.includes(outcome))
    .reduce((sum, [, lines]) => sum + lines, 0);

/** What became of a file's lines; a difference leads to its breaks. */
export const OutcomeFigures = ({ outcomes }: { outcomes: Outcomes }) => (
  <div className="figures">
    {placed(outcomes).map(([outcome, lines]) => (
      <Figure
        key={outcome}
        title={NAMES[outcome] ?? outcome}
        value={count(lines)}
        alarming={!QUIET.includes(outcome)}
        {...(QUIET.includes(outcome) ? {} : { to: `${root}/breaks?kind=${outcome}` })}
      />
    ))}
  </div>
);
