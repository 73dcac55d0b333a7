import React from 'react';
import type { Person } from '../../kernel/actor.ts';
import { type Look, renderPage } from '../components/layout.tsx';
import { wordsOf } from '../locale/index.ts';

/** Asks before it ends a session: a link alone must not sign anybody out. */
export function logoutPage({ locale, theme }: Look & { person: Person | null }): string {
  const { logout } = wordsOf(locale);
  return renderPage({
    locale,
    theme,
    title: logout.title,
    section: null,
    signedIn: false,
    children: (
      <div className="narrow">
        <h1>{logout.title}</h1>
        <p className="lead">{logout.question}</p>
        <form method="post" action="/logout" className="actions">
          <button type="submit" className="button">
            {logout.submit}
          </button>
          <a className="button plain" href="/">
            {logout.stay}
          </a>
        </form>
      </div>
    ),
  });
}
