import React from 'react';
import type { Words } from '../locale/index.ts';
import type { ChipState } from '../operation.ts';
import { Icon, type IconName } from './icon.tsx';

const LOOK: Readonly<Record<ChipState, { icon: IconName; tone: string }>> = {
  AWAITING_APPROVAL: { icon: 'person', tone: 'violet' },
  PENDING: { icon: 'clock', tone: 'amber' },
  UNKNOWN: { icon: 'question', tone: 'orange' },
  ASIDE: { icon: 'clock', tone: 'grey' },
  COMPLETED: { icon: 'check', tone: 'green' },
  FAILED: { icon: 'cross', tone: 'red' },
  REJECTED: { icon: 'cross', tone: 'red' },
  EXPIRED: { icon: 'clock', tone: 'grey' },
  CANCELLED: { icon: 'slash', tone: 'grey' },
  CORRECTED: { icon: 'equal', tone: 'orange' },
  HELD: { icon: 'question', tone: 'orange' },
};

/** Icon, word and colour of a status: the only place that draws one. */
export const StatusChip = ({ state, words }: { state: ChipState; words: Words }) => (
  <span className={`chip ${LOOK[state].tone}`}>
    <Icon name={LOOK[state].icon} />
    {words.statuses[state]}
  </span>
);
