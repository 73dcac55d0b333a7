import React, { type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { FAVICON, SCRIPT, STYLESHEET } from '../assets.ts';
import { type Words, wordsOf } from '../locale/index.ts';
import { Icon, type IconName, IconShapes } from './icon.tsx';

export type Section = 'wallet' | 'topup' | 'withdraw' | 'vaults';

const SECTIONS: readonly { id: Section; href: string; icon: IconName }[] = [
  { id: 'wallet', href: '/wallet/', icon: 'wallet' },
  { id: 'topup', href: '/wallet/topup/', icon: 'in' },
  { id: 'withdraw', href: '/wallet/withdraw/', icon: 'out' },
  { id: 'vaults', href: '/vaults/', icon: 'vault' },
];

export interface LayoutProps {
  readonly locale: 'fr' | 'en';
  readonly title: string;
  /** The current section; null: a page outside them, with no navigation. */
  readonly section: Section | null;
  readonly signedIn: boolean;
  /** Seconds after which the page reads itself again: it waits for something. */
  readonly refreshAfter?: number | null;
  /** What the address carries and a change of language must keep, e.g. `depot=…`. */
  readonly query?: string;
  readonly children: ReactNode;
}

/** A whole page. Everything works without its script. */
export function renderPage(props: LayoutProps): string {
  return `<!doctype html>${renderToStaticMarkup(<Layout {...props} />)}`;
}

const Layout = (props: LayoutProps) => {
  const { locale, title, section, signedIn, refreshAfter, query, children } = props;
  const words = wordsOf(locale);
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#0b6e4f" />
        {refreshAfter ? <meta httpEquiv="refresh" content={String(refreshAfter)} /> : null}
        <title>{`${title} · ${words.brand}`}</title>
        <link rel="icon" type="image/svg+xml" href={FAVICON.path} />
        <link rel="stylesheet" href={STYLESHEET.path} />
        <script src={SCRIPT.path} defer />
      </head>
      <body>
        <a className="skip" href="#contenu">
          {words.skip}
        </a>
        <Header words={words} locale={locale} signedIn={signedIn} query={query} />
        {section ? <Navigation words={words} current={section} /> : null}
        <main id="contenu">{children}</main>
        <IconShapes />
      </body>
    </html>
  );
};

interface HeaderProps {
  readonly words: Words;
  readonly locale: 'fr' | 'en';
  readonly signedIn: boolean;
  readonly query: string | undefined;
}

const Header = ({ words, locale, signedIn, query }: HeaderProps) => {
  const other = locale === 'fr' ? 'en' : 'fr';
  const href = `?${query ? `${query}&` : ''}lang=${other}`;
  return (
    <header>
      <a className="brand" href="/">
        {words.brand}
      </a>
      <a className="quiet" href={href} lang={other} hrefLang={other}>
        {words.nav.otherLanguage}
      </a>
      {signedIn ? (
        <form method="post" action="/logout">
          <button className="quiet" type="submit">
            {words.nav.logout}
          </button>
        </form>
      ) : null}
    </header>
  );
};

const Navigation = ({ words, current }: { words: Words; current: Section }) => (
  <nav aria-label={words.nav.label}>
    {SECTIONS.map(({ id, href, icon }) => (
      <a key={id} href={href} {...(id === current ? { 'aria-current': 'page' } : {})}>
        <Icon name={icon} />
        {words.nav[id]}
      </a>
    ))}
  </nav>
);
