import React from 'react';
import { Link } from 'react-router-dom';
import { plainDay } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';
import type { ProofDay } from './answers.ts';
import { proofUrl } from './proof-url.ts';
import { isZero, signedFrancs } from './signed.tsx';

const say = words.proof;
const SHOWN = 14;

function noteOf({ state, gap }: ProofDay): string {
  if (state === 'open' || gap === null) return say.dayNote.open;
  return isZero(gap) ? say.dayNote.even : say.dayNote.gap(signedFrancs(gap));
}

/** The last days, the newest first; the one on the page is marked. */
export function DaysStrip({
  days,
  shown,
  currency,
}: {
  days: readonly ProofDay[];
  shown: string | null;
  currency: string;
}) {
  if (days.length === 0) return null;
  return (
    <nav className="days no-print" aria-label={say.days}>
      <ol>
        {days.slice(0, SHOWN).map((one) => (
          <li key={one.day}>
            <Link
              to={proofUrl(one.day, currency)}
              className={one.gap !== null && !isZero(one.gap) ? 'day-link day-gap' : 'day-link'}
              aria-current={one.day === shown ? 'page' : undefined}
            >
              <span className="day-name">
                <Icon name={one.state === 'closed' ? 'lock' : 'unlock'} />
                {plainDay(one.day)}
              </span>
              <span className="muted">
                {one.state === 'closed' ? (
                  <span className="visually-hidden">{say.states.closed}, </span>
                ) : null}
                {noteOf(one)}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
