import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { reasonsOf } from '../approvals/waiting.ts';
import { instant } from '../kit/format.ts';
import { actionOf, recordUrl, root, words } from '../kit/page-data.ts';

const say = words.approvals;
const ACTS = ['approve', 'reject', 'cancel'] as const;

/** Why a payout waits and until when; the buttons are this person's own. */
export function Decision({ record }: { record: RecordJSON }) {
  if (record.params['status'] !== 'AWAITING_APPROVAL') return null;
  const acts = ACTS.filter((name) => actionOf(record, name));
  const { approvalExpiresAt } = record.params;
  return (
    <>
      <ul className="reasons">
        {reasonsOf(record).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {approvalExpiresAt ? (
        <p className="muted">{say.awaiting.expires(instant(String(approvalExpiresAt)))}</p>
      ) : null}
      {acts.length > 0 ? (
        <div className="row acts">
          {acts.map((name) => (
            <Link
              key={name}
              className={name === 'approve' ? 'button button-main' : 'button'}
              to={recordUrl('Transaction', record.id, name)}
            >
              {say[name].action}
            </Link>
          ))}
        </div>
      ) : null}
    </>
  );
}

/** Somebody else was faster, or it is not this person's to decide. */
export const NotYours = ({ record }: { record: RecordJSON }) => (
  <div className="state">
    <p className="state-title">{say.gone}</p>
    <p>{say.goneHint}</p>
    <div className="row">
      <Link className="button" to={recordUrl('Transaction', record.id)}>
        {say.seeTransaction}
      </Link>
      <Link to={`${root}/approvals`}>{say.title}</Link>
    </div>
  </div>
);
