import type { RecordJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { amountOf, reasonsOf } from '../approvals/waiting.ts';
import { francs, instant } from '../kit/format.ts';
import { actionOf, page, recordUrl, words } from '../kit/page-data.ts';

const say = words.approvals;

/** Where the money is, who decides and until when, and the way back. */
export function PayAwaiting({ record }: { record: RecordJSON }) {
  const expires = String(record.params['approvalExpiresAt'] ?? '');
  return (
    <div className="forecast">
      <ul>
        {reasonsOf(record).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p>{say.awaiting.held(francs(amountOf(record)))}</p>
      <p>{say.awaiting.next(page.session?.tontine ?? null)}</p>
      {expires ? <p>{say.awaiting.expires(instant(expires))}</p> : null}
      {actionOf(record, 'cancel') ? (
        <Link className="button" to={recordUrl('Transaction', record.id, 'cancel')}>
          {say.cancel.action}
        </Link>
      ) : null}
    </div>
  );
}
