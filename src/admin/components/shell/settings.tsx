import React, { useState } from 'react';
import { locale, page, word, words } from '../kit/page-data.ts';

const THEMES = ['system', 'light', 'dark'] as const;
const ONE_YEAR = 31_536_000;

type Theme = (typeof THEMES)[number];

/** Kept in a cookie, so that the server paints the right theme at once. */
function keepTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Firefox yet.
  document.cookie = `panel_theme=${theme}; path=/admin; max-age=${ONE_YEAR}; samesite=lax`;
}

function otherLanguageUrl(): string {
  const query = new URLSearchParams(window.location.search);
  query.set('lang', locale === 'fr' ? 'en' : 'fr');
  return `${window.location.pathname}?${query}`;
}

function ThemeChoice() {
  const [theme, setTheme] = useState(document.documentElement.dataset['theme'] ?? 'system');
  const change = (chosen: Theme) => {
    keepTheme(chosen);
    setTheme(chosen);
  };
  return (
    <label className="settings-row">
      <span>{words.shell.theme}</span>
      <select
        value={theme}
        onChange={({ target }) => change(THEMES.find((name) => name === target.value) ?? 'system')}
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {words.shell.themes[name]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Who is signed in, the language, the theme and the way out. */
export const Settings = () => (
  <div className="settings">
    <p className="settings-who">
      <strong>{page.session?.email}</strong>
      <span className="muted">{word('role', page.session?.role)}</span>
    </p>
    <a className="settings-account" href="/account/">
      {words.acting.account}
    </a>
    <ThemeChoice />
    <div className="settings-row">
      <form method="post" action={page.paths.logoutPath}>
        <button type="submit" className="link-button">
          {words.shell.signOut}
        </button>
      </form>
      <button
        type="button"
        className="link-button"
        lang={locale === 'fr' ? 'en' : 'fr'}
        onClick={() => window.location.assign(otherLanguageUrl())}
      >
        {words.shell.otherLanguage}
      </button>
    </div>
  </div>
);
