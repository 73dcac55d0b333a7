import React from 'react';
import { Icon, type IconName } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';
import type { BreakName, BreakRow, ResolutionState } from './answers.ts';
import { kindText } from './said.ts';

type Tone = 'amber' | 'violet' | 'green' | 'red' | 'orange' | 'grey';

const LOOKS: Readonly<Record<BreakName, readonly [Tone, IconName]>> = {
  outcome_unknown: ['orange', 'question'],
  deposit_unpaid: ['amber', 'hourglass'],
  unknown_reference: ['orange', 'inbox'],
  event_mismatch: ['orange', 'inbox'],
  conflicting_event: ['red', 'inbox'],
  double_funded: ['red', 'repeat'],
  missing_in_ledger: ['amber', 'book'],
  missing_at_gateway: ['amber', 'search'],
  amount_mismatch: ['orange', 'scale'],
  fee_difference: ['grey', 'scale'],
  duplicate: ['amber', 'copy'],
  status_conflict: ['red', 'slash'],
  missed_delivery: ['amber', 'hourglass'],
  gateway_answer: ['orange', 'question'],
  proof_gap: ['red', 'scale'],
  invariant_broken: ['red', 'book'],
};

export function KindChip({ name }: { name: BreakName }) {
  const [tone, icon] = LOOKS[name] ?? (['grey', 'question'] as const);
  return (
    <span className={`chip chip-${tone}`}>
      <Icon name={icon} />
      {kindText(name)}
    </span>
  );
}

/** A row that somebody else has to decide about says so in place of its kind. */
export const RowChip = ({ row }: { row: BreakRow }) =>
  row.proposal ? (
    <span className="chip chip-violet">
      <Icon name="personCheck" />
      {words.breaks.states.proposed}
    </span>
  ) : (
    <KindChip name={row.name} />
  );

const STATES: Readonly<Record<ResolutionState, readonly [Tone, IconName]>> = {
  PROPOSED: ['violet', 'personCheck'],
  APPROVED: ['green', 'check'],
  REJECTED: ['red', 'personCross'],
  WITHDRAWN: ['grey', 'slash'],
  DONE: ['green', 'check'],
};

export function StateChip({ state }: { state: ResolutionState }) {
  const [tone, icon] = STATES[state];
  return (
    <span className={`chip chip-${tone}`}>
      <Icon name={icon} />
      {words.breakActs.history.state[state]}
    </span>
  );
}
