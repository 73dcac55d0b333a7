import React from 'react';
import { sentence } from '../../../kernel/messages.ts';
import { reasonTexts } from '../approvals/waiting.ts';
import { locale, word, words } from '../kit/page-data.ts';
import { When } from '../kit/values.tsx';
import type { StoryMoment } from './answers.ts';

function detailOf({ what, detail }: StoryMoment): string | null {
  if (!detail) return null;
  switch (what) {
    case 'requested':
    case 'approved':
    case 'rejected':
      return words.transaction.by(detail);
    case 'awaiting':
      return reasonTexts(detail.split(' ')).join(' ; ');
    case 'answered':
      return word('gatewayState', detail);
    case 'webhook':
      return word('outcome', detail);
    case 'settled':
      return word('status', detail);
    case 'stale':
      return sentence(locale, `stale_${detail}`);
    default:
      return detail;
  }
}

/** What happened, in the order in which it did. */
export const Timeline = ({ moments }: { moments: readonly StoryMoment[] }) => (
  <ol className="timeline">
    {moments.map((moment) => (
      <li
        key={`${moment.what} ${moment.at} ${moment.detail}`}
        className={`moment moment-${moment.what}`}
      >
        <strong>{words.transaction.moments[moment.what]}</strong>
        {detailOf(moment) ? <span> · {detailOf(moment)}</span> : null}
        <span className="muted">
          <When value={moment.at} exact />
        </span>
      </li>
    ))}
  </ol>
);
