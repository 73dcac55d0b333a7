import React from 'react';
import { Link } from 'react-router-dom';
import { words } from '../kit/page-data.ts';
import { count } from './figures.ts';

/** Outcomes that leave nothing to do; every other one is a difference. */
const QUIET: readonly string[] = ['matched', 'repeated', 'not_happened', 'waiting'];

type Outcomes = Readonly<Record<string, number>>;

const NAMES: Readonly<Record<string, string>> = {
  ...words.statements.file.outcome,
  ...words.breaks.kind,
  // Whether the message came is said of each line.
  missed_delivery: words.statements.file.waitedFor,
};
const ORDER = Object.keys(NAMES);

export const isQuiet = (outcome: string): boolean => QUIET.includes(outcome);

export const outcomeName = (outcome: string): string => NAMES[outcome] ?? outcome;

const placed = (outcomes: Outcomes) =>
  Object.entries(outcomes)
    .filter(([, lines]) => lines > 0)
    .sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));

/** How many lines tell something else than our books. */
export const differencesIn = (outcomes: Outcomes): number =>
  Object.entries(outcomes)
    .filter(([outcome]) => !isQuiet(outcome))
    .reduce((sum, [, lines]) => sum + lines, 0);

interface FiguresProps {
  readonly outcomes: Outcomes;
  /** The one whose lines are listed below. */
  readonly chosen: string | null;
}

/** What became of a file's lines; each figure lists its own. */
export const OutcomeFigures = ({ outcomes, chosen }: FiguresProps) => (
  <div className="figures">
    {placed(outcomes).map(([outcome, lines]) => (
      <Link
        key={outcome}
        className={isQuiet(outcome) ? 'figure' : 'figure figure-alarming'}
        to={outcome === chosen ? '?' : `?${new URLSearchParams({ outcome })}`}
        aria-current={outcome === chosen ? 'true' : undefined}
      >
        <span className="figure-title">{outcomeName(outcome)}</span>
        <span className="figure-value">{count(lines)}</span>
      </Link>
    ))}
  </div>
);
