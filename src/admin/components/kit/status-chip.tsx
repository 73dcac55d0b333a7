import React from 'react';
import { shownCorrection, shownStatus } from '../../shown.ts';
import { Icon, type IconName } from './icon.tsx';
import { word } from './page-data.ts';

export { shownStatus };

type Tone = 'amber' | 'violet' | 'green' | 'red' | 'orange' | 'grey';

/** Status = icon + word + colour, the same everywhere. */
const LOOKS: Readonly<Record<string, readonly [Tone, IconName]>> = {
  PENDING: ['amber', 'clock'],
  AWAITING_APPROVAL: ['violet', 'personCheck'],
  COMPLETED: ['green', 'check'],
  FAILED: ['red', 'cross'],
  UNKNOWN: ['orange', 'question'],
  STALE: ['orange', 'hourglass'],
  ASIDE: ['grey', 'archive'],
  SUSPENDED: ['grey', 'pause'],
  REJECTED: ['red', 'personCross'],
  EXPIRED: ['grey', 'clockOff'],
  CANCELLED: ['grey', 'slash'],
  CORRECTED: ['orange', 'swap'],
  HELD: ['orange', 'lock'],
  OPEN: ['amber', 'question'],
  ANSWERED: ['green', 'check'],
  completed: ['green', 'check'],
  failed: ['red', 'cross'],
  duplicate: ['grey', 'repeat'],
  suspended: ['grey', 'pause'],
  suspended_resolved: ['green', 'check'],
  ignored: ['grey', 'archive'],
};

export function StatusChip({ status, note }: { status: string; note?: string | undefined }) {
  const [tone, icon] = LOOKS[status] ?? (['grey', 'question'] as const);
  const family = status === status.toLowerCase() ? 'outcome' : 'status';
  return (
    <span className={`chip chip-${tone}`}>
      <Icon name={icon} />
      {word(family, status)}
      {note ? <span className="chip-note">{note}</span> : null}
    </span>
  );
}

/** The state of an operation, and beside it what was corrected since. */
export function OperationChips({
  params,
  note,
}: {
  params: Readonly<Record<string, unknown>>;
  note?: string | undefined;
}) {
  const correction = shownCorrection(params);
  return (
    <span className="chips">
      <StatusChip status={shownStatus(params)} note={note} />
      {correction ? <StatusChip status={correction} /> : null}
    </span>
  );
}
