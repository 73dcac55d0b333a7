import type { Locale } from '../kernel/actor.ts';
import { slimState } from './page-state.ts';

export type Theme = 'light' | 'dark' | 'system';

export interface PageSetting {
  readonly locale: Locale;
  readonly theme: Theme;
  /** IANA zone in which every date is shown. */
  readonly zone: string;
  /** The payment methods' labels, by id. */
  readonly methods: Readonly<Record<string, string>>;
  /** URL of each script, by its name, with the hash of its content. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Loaded by the one page that draws. */
  readonly chartsScript: string;
}

const STATE_LINE = /^(\s*window\.REDUX_STATE = )([^\n]*);$/m;
const OTHER_DATA = /^\s*window\.(?:THEME|THEME_COMPONENTS|AdminJS) = [^\n]*\n/gm;
const GOOGLE_FONTS = /<link[^>]*fonts\.googleapis\.com[^>]*>/g;
const BUNDLE = /<script src="[^"]*\/frontend\/assets\/([a-z-]+\.bundle\.js)"><\/script>/g;
const START = /<div id="app" \/>[\s\S]*?<\/script>/;

/** Painted by the browser while the scripts load. */
const SKELETON = '<div class="boot" aria-hidden="true"><i></i><i></i><i></i></div>';

const ICON =
  "<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E" +
  "%3Crect width='32' height='32' rx='8' fill='%230b6e4f'/%3E" +
  "%3Cpath d='M9 10h14M16 10v13' stroke='white' stroke-width='3.5' stroke-linecap='round'/%3E%3C/svg%3E\">";

/** JSON that cannot end the script element it stands in. */
const inScript = (json: string): string => json.replace(/</g, '\\u003c');

const attribute = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** What the page needs to know before any script runs. */
function htmlTag({ locale, zone, theme, methods, chartsScript }: PageSetting): string {
  const data = { zone, theme, methods: JSON.stringify(methods), charts: chartsScript };
  const attributes = Object.entries(data).map(
    ([name, value]) => `data-${name}="${attribute(value)}"`,
  );
  return `<html lang="${locale}" ${attributes.join(' ')}>`;
}

/**
 * Makes AdminJS's page safe and ours: data cannot end its script element, nothing is loaded from
 * elsewhere, scripts are ours, do not block the first paint and are cached for ever under their hash.
 */
export function rewritePage(html: string, page: PageSetting): string {
  return html
    .replace(
      STATE_LINE,
      (_line, start: string, json: string) => `${start}${inScript(slimState(json))};`,
    )
    .replace(OTHER_DATA, '')
    .replace(GOOGLE_FONTS, ICON)
    .replace(/<html[^>]*>/, () => htmlTag(page))
    .replace(BUNDLE, (_tag, name: string) => {
      const url = page.scripts[name];
      return url ? `<script defer src="${url}"></script>` : '';
    })
    .replace(START, `<div id="app">${SKELETON}</div>`);
}
