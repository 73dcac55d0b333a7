import React, { type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { FAVICON, SCRIPT, STYLESHEET } from '../assets.ts';
import { type Words, wordsOf } from '../locale/index.ts';
import { Footer, OtherLanguage, type Theme } from './footer.tsx';
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
  /** What the reader chose; without it the page looks as their device does. */
  readonly theme?: Theme;
  /** Something is on its way: the script asks once more as soon as it listens. */
  readonly waits?: boolean;
  /** Seconds after which a page that waits is loaded again without a script; null: somebody may be typing. */
  readonly refreshAfter?: number | null;
  /** Seconds after which the script reads the page again, where no stream of events tells it. */
  readonly pollEvery?: number | null;
  /** What the address carries and a change of language must keep, e.g. `depot=…`. */
  readonly query?: string;
  /** What the page shows is shown once: no link reads it again in the other language. */
  readonly once?: boolean;
  readonly children: ReactNode;
}

/** What every page is told of its reader. */
export type Look = Required<Pick<LayoutProps, 'locale' | 'theme'>>;

/** A whole page. Everything works without its script. */
export function renderPage(props: LayoutProps): string {
  return `<!doctype html>${renderToStaticMarkup(<Layout {...props} />)}`;
}

const Layout = (props: LayoutProps) => {
  const { locale, title, section, theme = 'system', waits, refreshAfter, pollEvery } = props;
  const words = wordsOf(locale);
  return (
    <html lang={locale} data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#0b6e4f" />
        {refreshAfter ? (
          <noscript>
            <meta httpEquiv="refresh" content={String(refreshAfter)} />
          </noscript>
        ) : null}
        <title>{`${title} · ${words.brand}`}</title>
        <link rel="icon" type="image/svg+xml" href={FAVICON.path} />
        <link rel="stylesheet" href={STYLESHEET.path} />
        <script src={SCRIPT.path} defer />
      </head>
      <body>
        <a className="skip" href="#contenu">
          {words.skip}
        </a>
        <Header words={words} {...props} />
        {section ? <Navigation words={words} current={section} /> : null}
        <main
          id="contenu"
          {...(section ? { 'data-events': '/wallet/events' } : {})}
          {...(waits ? { 'data-waits': true } : {})}
          {...(pollEvery ? { 'data-poll': pollEvery } : {})}
        >
          {props.children}
        </main>
        <p className="said" role="status" id="said" />
        <Footer words={words} theme={theme} {...props} />
        <IconShapes />
      </body>
    </html>
  );
};

const Header = ({ words, signedIn, ...props }: LayoutProps & { words: Words }) => (
  <header>
    <a className="brand" href="/">
      {words.brand}
    </a>
    {signedIn ? (
      <>
        <a className="quiet" href="/account/">
          {words.account.nav}
        </a>
        <form method="post" action="/logout">
          <button className="quiet" type="submit">
            {words.nav.logout}
          </button>
        </form>
      </>
    ) : (
      <OtherLanguage words={words} {...props} />
    )}
  </header>
);

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
