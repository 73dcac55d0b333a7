import React from 'react';
import { type Look, renderPage } from '../components/layout.tsx';
import { wordsOf } from '../locale/index.ts';

export interface TontinePageProps extends Look {
  readonly tontines: readonly { readonly id: string; readonly name: string }[];
  readonly currentId: string | null;
  readonly next: string;
}

/** One tap on the tontine that the treasurer acts for. */
export function tontinePage({
  locale,
  theme,
  tontines,
  currentId,
  next,
}: TontinePageProps): string {
  const { tontine: words, back } = wordsOf(locale).account;
  return renderPage({
    locale,
    theme,
    title: words.title,
    section: null,
    signedIn: true,
    ...(next ? { query: `next=${encodeURIComponent(next)}` } : {}),
    children: (
      <div className="narrow">
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        {tontines.length === 0 ? (
          <p className="empty">
            <strong>{words.noneTitle}</strong>
            <br />
            {words.noneText}
          </p>
        ) : (
          <form method="post" action="/tontine" className="demo">
            {next ? <input type="hidden" name="next" value={next} /> : null}
            {tontines.map(({ id, name }) => (
              <button key={id} type="submit" name="tontineId" value={id}>
                <strong>{name}</strong>
                {id === currentId ? <span className="muted">{words.current}</span> : null}
              </button>
            ))}
          </form>
        )}
        {currentId || tontines.length === 0 ? (
          <p>
            <a href={currentId ? '/' : '/account/'}>{back}</a>
          </p>
        ) : null}
      </div>
    ),
  });
}
