import React from 'react';
import { Link } from 'react-router-dom';
import { instant } from '../kit/format.ts';
import { recordUrl, words } from '../kit/page-data.ts';
import { StatusChip } from '../kit/status-chip.tsx';
import type { Story } from './answers.ts';

/** The member does not recognise this operation: the case about it is one touch away. */
export function DisputeLink({ dispute }: { dispute: NonNullable<Story['dispute']> }) {
  return (
    <section className={dispute.answeredAt ? 'card' : 'card now'}>
      <h2>{words.cases.onTransaction}</h2>
      <div className="row spread">
        <span className="row">
          <StatusChip status={dispute.answeredAt ? 'ANSWERED' : 'OPEN'} />
          <span className="muted">{instant(dispute.answeredAt ?? dispute.openedAt)}</span>
        </span>
        <Link className="button" to={recordUrl('Dispute', dispute.id)}>
          {words.cases.openCase}
        </Link>
      </div>
    </section>
  );
}
