import React from 'react';
import type { Words } from '../locale/index.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

interface LanguageProps {
  readonly words: Words;
  readonly locale: 'fr' | 'en';
  /** What the address carries and a change of language must keep. */
  readonly query?: string;
}

/** The same page in the other language. */
export const OtherLanguage = ({ words, locale, query }: LanguageProps) => {
  const other = locale === 'fr' ? 'en' : 'fr';
  const href = `?${query ? `${query}&` : ''}lang=${other}`;
  return (
    <a className="quiet" href={href} lang={other} hrefLang={other}>
      {words.nav.otherLanguage}
    </a>
  );
};

/** How the pages look and speak. The choice of a theme needs the script, which shows it. */
export const Footer = (
  props: LanguageProps & { signedIn: boolean; theme: Theme; once?: boolean },
) => (
  <footer>
    <label className="theme" hidden>
      {props.words.nav.theme}
      <select id="theme" defaultValue={props.theme}>
        {THEMES.map((theme) => (
          <option key={theme} value={theme}>
            {props.words.nav.themes[theme]}
          </option>
        ))}
      </select>
    </label>
    {props.signedIn && !props.once ? <OtherLanguage {...props} /> : null}
  </footer>
);
