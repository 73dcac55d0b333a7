import React from 'react';
import { sentence } from '../../../kernel/messages.ts';
import { reasonTexts } from '../approvals/waiting.ts';
import { instant } from '../kit/format.ts';
import { locale, word, words } from '../kit/page-data.ts';
import { When } from '../kit/values.tsx';
import type { StoryMoment } from './answers.ts';
import { outcomeText } from './outcome-text.ts';

/** Whose decision it was: one person's, or a maker's and a checker's. */
function whose(by: readonly string[] = []): string | null {
  const [maker, checker] = by;
  if (!maker) return null;
  return checker ? words.transaction.byTwo(maker, checker) : words.transaction.by(maker);
}

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
    case 'resolved':
      return outcomeText(what, detail);
    case 'corrected':
      return word('adjustment', detail);
    case 'queried':
      return outcomeText('status_query', detail);
    case 'settled':
      return word('status', detail);
    case 'stale':
      return sentence(locale, `stale_${detail}`);
    default:
      return detail;
  }
}

/** Moments that say the same one after the other, as one line. */
interface Line {
  readonly first: StoryMoment;
  readonly last: StoryMoment;
  readonly count: number;
}

/** An answer that says nothing new, like the one before it. */
const repeats = ({ last }: Line, next: StoryMoment): boolean =>
  last.what === 'queried' &&
  next.what === 'queried' &&
  (next.detail === 'duplicate' || next.detail === last.detail);

function linesOf(moments: readonly StoryMoment[]): readonly Line[] {
  const lines: Line[] = [];
  for (const moment of moments) {
    const before = lines.at(-1);
    if (before && repeats(before, moment)) {
      lines[lines.length - 1] = { ...before, last: moment, count: before.count + 1 };
    } else lines.push({ first: moment, last: moment, count: 1 });
  }
  return lines;
}

/** What happened, in the order in which it did. */
export const Timeline = ({ moments }: { moments: readonly StoryMoment[] }) => (
  <ol className="timeline">
    {linesOf(moments).map(({ first, last, count }) => (
      <li
        key={`${first.what} ${first.at} ${first.detail}`}
        className={`moment moment-${first.what}`}
      >
        <strong>{words.transaction.moments[first.what]}</strong>
        {detailOf(first) ? <span> · {detailOf(first)}</span> : null}
        {whose(first.by) ? <span> · {whose(first.by)}</span> : null}
        {count > 1 ? <span> · {words.transaction.timesUntil(count, instant(last.at))}</span> : null}
        <span className="muted">
          <When value={first.at} exact />
        </span>
      </li>
    ))}
  </ol>
);
