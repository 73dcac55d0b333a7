import React from 'react';
import { renderPage } from '../components/layout.tsx';
import { Live } from '../components/live.tsx';
import { Notice, type Tone } from '../components/notice.tsx';
import type { Viewer } from '../view.ts';

/** How often a page that waits reads itself again. */
const REFRESH_SECONDS = 10;

export interface PayerPageProps {
  readonly viewer: Viewer;
  readonly state: 'received' | 'waiting' | 'failed';
  /** As the address has it: where a member whose session ended meanwhile goes on. */
  readonly depot: string;
}

const TONES: Readonly<Record<PayerPageProps['state'], Tone>> = {
  received: 'green',
  waiting: 'amber',
  failed: 'red',
};

/** What became of a payment, for whoever made it: no name, no balance, no amount. */
export function payerPage({ viewer, state, depot }: PayerPageProps): string {
  const { words, locale, theme } = viewer;
  const { payer } = words;
  const title = payer[state];
  const query = `depot=${encodeURIComponent(depot)}`;
  const back = encodeURIComponent(`/wallet/topup/?${query}`);
  const waits = state === 'waiting' ? REFRESH_SECONDS : null;
  return renderPage({
    locale,
    theme,
    title,
    section: null,
    signedIn: false,
    refreshAfter: waits,
    pollEvery: waits,
    query,
    children: (
      <div className="narrow">
        <Live name="payment" say={title}>
          <h1>{title}</h1>
          <Notice tone={TONES[state]}>
            <p>{payer[`${state}Text`]}</p>
          </Notice>
        </Live>
        <p className="muted">
          {payer.owner} <a href={`/login?next=${back}`}>{words.login.submit}</a>
        </p>
      </div>
    ),
  });
}
