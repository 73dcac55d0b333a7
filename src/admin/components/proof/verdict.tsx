import React from 'react';
import { Icon, type IconName } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';
import type { ProofReport } from './answers.ts';
import { isZero, signedFrancs } from './signed.tsx';

const say = words.proof;

export const DayChip = ({ state }: Pick<ProofReport, 'state'>) => (
  <span className={`chip ${state === 'closed' ? 'chip-green' : 'chip-amber'}`}>
    <Icon name={state === 'closed' ? 'lock' : 'unlock'} />
    {say.states[state]}
  </span>
);

/** In one sentence: whether every franc of the day is explained. */
function verdictOf({
  balance,
  gap,
  unexplained,
}: ProofReport): readonly [tone: string, icon: IconName, text: string] {
  if (!balance || gap === null) return ['amber', 'hourglass', say.verdict.noBalance];
  if (unexplained !== null && !isZero(unexplained)) {
    return ['orange', 'question', say.verdict.unexplained(signedFrancs(unexplained))];
  }
  if (isZero(gap)) return ['green', 'check', say.verdict.even];
  return ['green', 'check', say.verdict.gapExplained(signedFrancs(gap))];
}

export function Verdict({ report }: { report: ProofReport }) {
  const [tone, icon, text] = verdictOf(report);
  return (
    <p className={`verdict verdict-${tone}`} aria-live="polite">
      <Icon name={icon} />
      {text}
    </p>
  );
}
