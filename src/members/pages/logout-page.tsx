import React from 'react';
import type { Locale, Person } from '../../kernel/actor.ts';
import { renderPage } from '../components/layout.tsx';
import { wordsOf } from '../locale/index.ts';

/** Asks before it ends a session: a link alone must not sign anybody out. */
export function logoutPage({ locale }: { locale: Locale; person: Person | null }): string {
  const { logout } = wordsOf(locale);
  return renderPage({
    locale,
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
