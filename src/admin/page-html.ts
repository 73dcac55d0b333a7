import type { Locale } from '../kernel/actor.ts';

export type Theme = 'light' | 'dark' | 'system';

export interface PageSetting {
  readonly locale: Locale;
  readonly theme: Theme;
  /** IANA zone in which every date is shown. */
  readonly zone: string;
  /** URL of each AdminJS script, by its name, with the hash of its content. */
  readonly scripts: Readonly<Record<string, string>>;
  readonly startScript: string;
}

const STATE_LINE = /^(\s*window\.(?:REDUX_STATE|THEME) = )(.*)$/gm;
const GOOGLE_FONTS = /<link[^>]*fonts\.googleapis\.com[^>]*>/g;
const BUNDLE = /<script src="[^"]*\/frontend\/assets\/([a-z-]+\.bundle\.js)"><\/script>/g;
const START = /<div id="app" \/>[\s\S]*?<\/script>/;

/** Painted by the browser while the scripts load. */
const SKELETON = '<div class="boot" aria-hidden="true"><i></i><i></i><i></i></div>';

/**
 * Makes AdminJS's page safe and ours: data cannot end its script element, nothing is loaded from
 * elsewhere, scripts do not block the first paint and are cached for ever under their hash.
 */
export function rewritePage(html: string, page: PageSetting): string {
  return html
    .replace(STATE_LINE, (_line, start: string, json: string) => start + json.replace(/</g, '\\u003c'))
    .replace(GOOGLE_FONTS, '')
    .replace(/<html[^>]*>/, () => `<html lang="${page.locale}" data-zone="${page.zone}" data-theme="${page.theme}">`)
    .replace(BUNDLE, (tag, name: string) => {
      const url = page.scripts[name];
      return url ? `<script defer src="${url}"></script>` : tag;
    })
    .replace(START, () => `<div id="app">${SKELETON}</div>\n<script defer src="${page.startScript}"></script>`);
}
