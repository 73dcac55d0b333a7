import React from 'react';
import { Icon, type IconName } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';
import type { FileState } from './answers.ts';

const LOOKS: Readonly<Record<FileState, readonly [tone: string, icon: IconName]>> = {
  READING: ['amber', 'hourglass'],
  READ: ['amber', 'clock'],
  MATCHED: ['green', 'check'],
  FAILED: ['red', 'cross'],
  UNDONE: ['grey', 'slash'],
};

export const isMoving = (state: FileState): boolean => state === 'READING' || state === 'READ';

/** Where a file stands. */
export function FileChip({ state }: { state: FileState }) {
  const [tone, icon] = LOOKS[state];
  return (
    <span className={`chip chip-${tone}`}>
      <Icon name={icon} />
      {words.statements.states[state]}
    </span>
  );
}
