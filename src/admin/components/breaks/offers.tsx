import React from 'react';
import { sentence } from '../../../kernel/messages.ts';
import { locale, page, words } from '../kit/page-data.ts';
import type { BreakStory, VerbOffer } from './answers.ts';
import type { Plan } from './resolve-dialog.tsx';
import { verbText } from './said.ts';

const say = words.breaks.detail;

interface OffersProps {
  readonly story: BreakStory;
  act(plan: Plan): void;
}

/** What the main button and the key `r` do; null: nothing is put forward. */
export const mainOffer = ({
  offers,
  main,
}: Pick<BreakStory, 'offers' | 'main'>): VerbOffer | null =>
  offers.find(({ verb }) => verb === main) ?? null;

/** What cannot be done now says why. */
function Refused({ offers }: { offers: readonly VerbOffer[] }) {
  if (offers.length === 0) return null;
  return (
    <details className="refused">
      <summary>{say.others}</summary>
      <ul>
        {offers.map(({ verb, refused }) => (
          <li key={verb}>
            <button type="button" className="button button-small" disabled>
              {verbText(verb)}
            </button>{' '}
            <span className="muted">{sentence(locale, refused ?? '')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What can be done about it, the most sensible first. An administrator checks, and proposes nothing. */
export function Offers({ story, act }: OffersProps) {
  const { offers } = story;
  if (page.session?.role !== 'FINANCE')
    return <p className="muted">{words.breakActs.financeOnly}</p>;
  if (offers.length === 0) return <p className="muted">{say.nothingToDo}</p>;
  const main = mainOffer(story);
  const others = offers.filter((offer) => offer.refused === null && offer !== main);
  return (
    <section className="offers" aria-label={say.act}>
      <div className="row acts">
        {main ? (
          <button
            type="button"
            className="button button-main with-key"
            data-key="r"
            onClick={() => act(main)}
          >
            {verbText(main.verb)}
          </button>
        ) : null}
        {others.map((offer) => (
          <button key={offer.verb} type="button" className="button" onClick={() => act(offer)}>
            {verbText(offer.verb)}
          </button>
        ))}
      </div>
      <Refused offers={offers.filter(({ refused }) => refused !== null)} />
    </section>
  );
}
