import React from 'react';
import type { Person } from '../../kernel/actor.ts';
import { type Look, renderPage } from '../components/layout.tsx';
import { type Words, wordsOf } from '../locale/index.ts';

export interface FailurePageProps extends Look {
  readonly person: Person | null;
  readonly status: number;
  readonly code: string;
  readonly sentence: string | null;
  readonly reference: string;
}

/** What happened, where the money is, what to do, and a reference to quote. */
export function failurePage(props: FailurePageProps): string {
  const { locale, theme, person, status, code, sentence, reference } = props;
  const words = wordsOf(locale);
  const { title, text } = textsOf(words, status, code);
  return renderPage({
    locale,
    theme,
    title,
    section: null,
    signedIn: person !== null,
    children: (
      <div className="narrow">
        <h1>{title}</h1>
        <p className="lead">{sentence && status < 500 ? sentence : text}</p>
        <p className="actions">
          <a className="button" href={person ? '/' : '/login'}>
            {person ? words.failures.home : words.login.submit}
          </a>
        </p>
        <p className="muted small">
          {words.failures.reference} {reference}
        </p>
      </div>
    ),
  });
}

function textsOf({ failures }: Words, status: number, code: string) {
  if (code === 'cross_origin') return failures.crossOrigin;
  if (status === 415) return failures[400];
  return isKnown(failures, status) ? failures[status] : failures[status < 500 ? 400 : 500];
}

const isKnown = (
  failures: Words['failures'],
  status: number,
): status is 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503 => Object.hasOwn(failures, status);
